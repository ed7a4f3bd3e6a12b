//go:build broken

package condition

import (
	"sync"

	"threadlab/racecases/corpus"
)

func copied(*corpus.Run) string {
	type mailbox struct {
		changed sync.Cond
		letter  string
	}
	put := func(box *mailbox, letter string) {
		box.changed.L.Lock()
		defer box.changed.L.Unlock()
		box.letter = letter
		box.changed.Broadcast()
	}
	take := func(box mailbox) (letter string) { // want: vet copylocks
		box.changed.L.Lock()
		defer box.changed.L.Unlock()
		for box.letter == "" {
			box.changed.Wait()
		}
		letter, box.letter = box.letter, ""
		box.changed.Broadcast() // want: panic sync.Cond is copied
		return letter
	}
	box := mailbox{changed: sync.Cond{L: new(sync.Mutex)}}
	put(&box, "a letter")
	return "took " + take(box) // want: vet copylocks
}
