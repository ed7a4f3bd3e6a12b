package model

import (
	"fmt"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// What a player sees of the types of sync.

const free = "free"

func (m *Mutex) address() unsafe.Pointer     { return unsafe.Pointer(m) }
func (m *RWMutex) address() unsafe.Pointer   { return unsafe.Pointer(m) }
func (g *WaitGroup) address() unsafe.Pointer { return unsafe.Pointer(g) }
func (c *Cond) address() unsafe.Pointer      { return unsafe.Pointer(c) }
func (o *Once) address() unsafe.Pointer      { return unsafe.Pointer(o) }
func (p *Pool) address() unsafe.Pointer      { return unsafe.Pointer(p) }
func (m *Map) address() unsafe.Pointer       { return unsafe.Pointer(m) }

func (m *Mutex) look(*inspection) scheduler.ObjectState {
	s := scheduler.ObjectState{Text: free}
	if !m.free() {
		s.Holders = []int{m.holder()}
		s.Text = "held by " + goroutineNames(s.Holders)
	}
	return s
}

func (m *RWMutex) look(x *inspection) scheduler.ObjectState {
	s := scheduler.ObjectState{Text: free}
	switch {
	case m.readers > 0:
		s.Holders = x.objects.readers[m]
		s.Text = "read by " + goroutineNames(s.Holders)
		if m.pending {
			s.Text += ", " + goroutineNames([]int{m.w.holder()}) + " is to write next"
		}
	case m.pending:
		s.Holders = []int{m.w.holder()}
		s.Text = "written by " + goroutineNames(s.Holders)
	}
	return s
}

func (g *WaitGroup) look(*inspection) scheduler.ObjectState {
	return scheduler.ObjectState{Text: fmt.Sprintf("count %d", g.n)}
}

func (c *Cond) look(*inspection) scheduler.ObjectState {
	text := "no goroutine waits"
	if n := len(c.waiters); n > 0 {
		text = fmt.Sprintf("%d to be signalled", n)
	}
	return scheduler.ObjectState{Text: text}
}

func (o *Once) look(*inspection) scheduler.ObjectState {
	s := scheduler.ObjectState{Text: "not called yet"}
	switch {
	case o.running:
		s.Holders = []int{int(o.runner)}
		s.Text = "runs in " + goroutineNames(s.Holders)
	case o.done:
		s.Text = "done"
	}
	return s
}

func (p *Pool) look(*inspection) scheduler.ObjectState {
	return scheduler.ObjectState{Text: fmt.Sprintf("%d put back", len(p.free))}
}

func (m *Map) look(x *inspection) scheduler.ObjectState {
	s := scheduler.ObjectState{Text: "empty"}
	for _, e := range m.entries {
		if e.present {
			s.Values = append(s.Values, x.text(e.key)+": "+x.text(e.value))
		}
	}
	if s.Len = len(s.Values); s.Len > 0 {
		s.Text = joined(s.Values)
	}
	return s
}
