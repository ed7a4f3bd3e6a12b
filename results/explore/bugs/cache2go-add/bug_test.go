package cache2goadd

import (
	"testing"

	"github.com/muesli/cache2go"
)

// Delete removes the item that it returns, not one that was added meanwhile.
func TestAddBesideDelete(t *testing.T) {
	table := cache2go.Cache(t.Name())
	table.Flush()
	table.Add("key", 0, "old")
	deleting := make(chan bool)
	table.SetAboutToDeleteItemCallback(func(*cache2go.CacheItem) { close(deleting) })
	deleted := make(chan any)
	go func() {
		old, _ := table.Delete("key")
		deleted <- old.Data()
	}()
	<-deleting
	table.Add("key", 0, "new")
	if data := <-deleted; data == "old" && !table.Exists("key") {
		t.Error("Delete has returned the old item, and the new one is gone")
	}
}
