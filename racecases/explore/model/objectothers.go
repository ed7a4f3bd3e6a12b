package model

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// An atomicObject is a variable that is used atomically, of a type of sync/atomic or a plain one.
type atomicObject struct {
	p unsafe.Pointer
	t reflect.Type
}

func (a *atomicObject) address() unsafe.Pointer { return a.p }

// plain returns the type of an integer that a function of sync/atomic is called for: to the model it has the type that the methods are
// of, which holds it alone.
func (a *atomicObject) plain() (t reflect.Type, is bool) {
	if a.t.PkgPath() != "sync/atomic" || a.t.Kind() != reflect.Struct {
		return nil, false
	}
	return a.t.Field(a.t.NumField() - 1).Type, true
}

func (a *atomicObject) look(x *inspection) scheduler.ObjectState {
	return scheduler.ObjectState{Text: x.Text(a.value())}
}

// value returns what the variable holds.
func (a *atomicObject) value() reflect.Value {
	v := reflect.NewAt(a.t, a.p)
	if load := v.MethodByName("Load"); load.IsValid() && a.t.PkgPath() == "sync/atomic" {
		return load.Call(nil)[0]
	}
	return v.Elem()
}

// A channelObject is a channel. A player sees the values in its buffer.
type channelObject struct {
	id   unsafe.Pointer
	elem reflect.Type
}

func (c *channelObject) address() unsafe.Pointer { return c.id }

func (c *channelObject) look(x *inspection) scheduler.ObjectState {
	channel := reflect.NewAt(reflect.ChanOf(reflect.BothDir, c.elem), unsafe.Pointer(&c.id)).Elem()
	s := scheduler.ObjectState{Len: channel.Len(), Cap: channel.Cap()}
	known := x.channels.find(c.id)
	s.Closed = known != nil && known.closed
	for range s.Len { // it is not needed any more
		v, _ := channel.Recv()
		s.Values = append(s.Values, x.element(v))
	}
	s.Text = fmt.Sprintf("%d of %d", s.Len, s.Cap)
	switch {
	case s.Cap == 0:
		s.Text = "no buffer"
	case s.Len > 0 && c.elem.Size() > 0:
		s.Text += ": " + joined(s.Values)
	}
	if s.Closed {
		s.Text = strings.TrimPrefix(s.Text+", closed", "no buffer, ")
	}
	return s
}

func joined(values []string) string { return "[" + strings.Join(values, " ") + "]" }

// A timer is known by its channel, if it has one.
func (a *alarm) address() unsafe.Pointer {
	if a.c != nil {
		return a.id()
	}
	return unsafe.Pointer(a)
}

func (a *alarm) look(x *inspection) scheduler.ObjectState {
	s := scheduler.ObjectState{Len: len(a.c), Text: "stopped, or it has fired"}
	left, armed := a.Timer.Left()
	switch {
	case s.Len > 0:
		s.Text = "has fired"
	case armed:
		s.Text = "in " + scheduler.Rounded(left)
	}
	return s
}

// A context is known by the channel that its Done returns.
func (c *cancelCtx) address() unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&c.done)) }

func (c *cancelCtx) look(*inspection) scheduler.ObjectState {
	s := scheduler.ObjectState{Text: "not cancelled", Closed: c.err != nil}
	switch {
	case errors.Is(c.err, context.DeadlineExceeded):
		s.Text = "its deadline has passed"
	case c.err != nil:
		s.Text = "cancelled"
	case c.alarm.Timer != nil:
		if left, armed := c.alarm.Timer.Left(); armed {
			s.Text = "its deadline is in " + scheduler.Rounded(left)
		}
	}
	return s
}
