package cache

import (
	"sync"
	"testing"
)

// TestForget: a page that is read once it has changed and been forgotten is the new one.
func TestForget(t *testing.T) {
	var mu sync.Mutex
	disk := "old"
	c := New(func(string) string {
		mu.Lock()
		defer mu.Unlock()
		return disk
	})
	var wg sync.WaitGroup
	wg.Go(func() { c.Get("index") })
	wg.Go(func() {
		mu.Lock()
		disk = "new"
		mu.Unlock()
		c.Forget("index")
	})
	wg.Wait()
	if got := c.Get("index"); got != "new" {
		t.Errorf("the page is %q, want new", got)
	}
}
