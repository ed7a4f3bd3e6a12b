//go:build !broken

package idiom

import (
	"cmp"
	"slices"
	"sync"

	"threadlab/racecases/corpus"
)

func senderOrder(*corpus.Run) string {
	type part struct {
		number int
		text   string
	}
	var wg sync.WaitGroup
	parts, overtaken := make(chan part), make(chan struct{})
	wg.Go(func() { // started first
		<-overtaken
		parts <- part{1, "hello, "}
	})
	wg.Go(func() {
		parts <- part{2, "world"}
		close(overtaken)
	})
	got := []part{<-parts, <-parts}
	wg.Wait()
	slices.SortFunc(got, func(a, b part) int { return cmp.Compare(a.number, b.number) })
	return got[0].text + got[1].text
}
