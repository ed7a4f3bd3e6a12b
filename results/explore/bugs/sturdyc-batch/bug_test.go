package sturdycbatch

import (
	"context"
	"testing"
	"time"

	"github.com/viccon/sturdyc"
)

// After Delete a caller gets the new record.
func TestDeletedRecord(t *testing.T) {
	cache := sturdyc.New[int](10, 1, time.Hour, 10)
	version := 0
	fetch := func(context.Context, []string) (map[string]int, error) {
		version++
		return map[string]int{"a": version}, nil
	}
	key := func(id string) string { return id }
	cache.GetOrFetchBatch(context.Background(), []string{"a"}, key, fetch)
	cache.Delete("a")
	got, _ := cache.GetOrFetchBatch(context.Background(), []string{"a"}, key, fetch)
	if got["a"] != 2 {
		t.Errorf("got version %d of a record that was deleted and fetched anew", got["a"])
	}
}
