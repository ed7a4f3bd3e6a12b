package sturdycsingle

import (
	"context"
	"testing"
	"time"

	"github.com/viccon/sturdyc"
)

// Two ask at once; the one that has waited deletes the record and asks again.
func TestDeletedRecord(t *testing.T) {
	cache := sturdyc.New[int](10, 1, time.Hour, 10)
	begun := make(chan bool)
	go cache.GetOrFetch(context.Background(), "a", func(context.Context) (int, error) {
		close(begun)
		return 1, nil
	})
	<-begun
	fetch := func(context.Context) (int, error) { return 2, nil }
	cache.GetOrFetch(context.Background(), "a", fetch)
	cache.Delete("a")
	if got, _ := cache.GetOrFetch(context.Background(), "a", fetch); got != 2 {
		t.Errorf("got version %d of a record that was deleted", got)
	}
}
