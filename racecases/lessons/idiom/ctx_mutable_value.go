//go:build !broken

package idiom

import (
	"context"
	"sync"

	"threadlab/racecases/corpus"
)

func ctxMutableValue(r *corpus.Run) string {
	type key struct{}
	type session struct{ user string }
	var wg sync.WaitGroup
	server := context.WithValue(context.Background(), key{}, &session{})
	n, mixed := r.Times(100), [2]int{}
	for i, user := range []string{"alice", "bob"} {
		wg.Go(func() {
			for range n {
				ctx := context.WithValue(server, key{}, &session{user})
				if ctx.Value(key{}).(*session).user != user {
					mixed[i]++
				}
			}
		})
	}
	wg.Wait()
	return r.Tally("requests of somebody else", mixed[0]+mixed[1], 0)
}
