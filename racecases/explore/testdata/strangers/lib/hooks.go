// Package lib is another module of the workspace.
package lib

import "sync"

// Hooks are functions that are called once.
type Hooks struct {
	mu   sync.Mutex
	list []*hook
}

type hook struct{ call func() }

// Add adds an empty hook, and fills it when the lock is free again.
func (h *Hooks) Add(call func()) {
	added := &hook{func() {}}
	h.mu.Lock()
	h.list = append(h.list, added)
	h.mu.Unlock()
	added.call = call
}

// Run calls the hooks and forgets them.
func (h *Hooks) Run() {
	h.mu.Lock()
	list := h.list
	h.list = nil
	h.mu.Unlock()
	for _, x := range list {
		x.call()
	}
}
