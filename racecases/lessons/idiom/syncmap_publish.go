package idiom

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func syncmapPublish(*corpus.Run) string {
	type user struct{ name string }
	var wg sync.WaitGroup
	var users sync.Map
	name := ""
	wg.Go(func() {
		u := new(user)
		u.name = "ada" // plain, before it is published
		users.Store(1, u)
	})
	wg.Go(func() {
		for name == "" {
			if u, ok := users.Load(1); ok {
				name = u.(*user).name
			}
			runtime.Gosched()
		}
	})
	wg.Wait()
	return name
}
