// Package cache keeps pages in memory.
package cache

import "sync"

// A Cache keeps what load returned for a name.
type Cache struct {
	mu    sync.Mutex
	pages map[string]string
	load  func(name string) string
}

// New returns an empty cache in front of load.
func New(load func(name string) string) *Cache {
	return &Cache{pages: map[string]string{}, load: load}
}

// Get returns a page, from memory if it is there.
func (c *Cache) Get(name string) string {
	c.mu.Lock()
	page, ok := c.pages[name]
	c.mu.Unlock()
	if ok {
		return page
	}
	page = c.load(name)
	c.mu.Lock()
	c.pages[name] = page
	c.mu.Unlock()
	return page
}

// Forget drops a page that has changed.
func (c *Cache) Forget(name string) {
	c.mu.Lock()
	delete(c.pages, name)
	c.mu.Unlock()
}
