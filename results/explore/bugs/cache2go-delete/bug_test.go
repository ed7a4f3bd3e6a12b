package cache2godelete

import (
	"testing"

	"github.com/muesli/cache2go"
)

// Of two goroutines that delete an item one succeeds.
func TestDeleteTwice(t *testing.T) {
	table := cache2go.Cache(t.Name())
	table.Flush()
	table.Add("key", 0, "value")
	errs := make(chan error, 1)
	go func() {
		_, err := table.Delete("key")
		errs <- err
	}()
	_, here := table.Delete("key")
	if there := <-errs; here == nil && there == nil {
		t.Error("one item was deleted twice")
	}
}
