package model

import (
	"reflect"
	"unsafe"
)

// Channels stay real channels, so that len, cap, nil and the types of the program are
// the same. A buffered one keeps its own elements; through one without a buffer nothing
// is ever sent: the value goes from one goroutine's [comm] to the other's. No operation
// blocks in either.

// A Receive is the receiving side of a communication.
type Receive[T any] struct {
	side
	c  <-chan T
	v  T
	ok bool
}

// RecvCase is a receive in a select.
func RecvCase[T any](c <-chan T) *Receive[T] {
	return &Receive[T]{side: side{id: *(*unsafe.Pointer)(unsafe.Pointer(&c))}, c: c}
}

func (r *Receive[T]) elem() reflect.Type { return reflect.TypeFor[T]() }

func (r *Receive[T]) perform() { r.v, r.ok = <-r.c }

func (r *Receive[T]) pairUp(x Case) {
	if s, ok := x.(*Sending[T]); ok {
		r.v, r.ok = s.v, true
	} else {
		r.take(x.give())
	}
}

func (r *Receive[T]) take(v reflect.Value) {
	reflect.ValueOf(&r.v).Elem().Set(v)
	r.ok = true
}

// Value returns what was received.
func (r *Receive[T]) Value() T { return r.v }

// Both returns what was received, and whether it was sent.
func (r *Receive[T]) Both() (T, bool) { return r.v, r.ok }

// A Sending is the sending side of a communication.
type Sending[T any] struct {
	side
	c chan<- T
	v T
}

// SendCase is a send in a select. The value comes second, as in Go, and takes the
// type of the channel's elements.
func SendCase[T any](c chan<- T) func(v T) *Sending[T] {
	return func(v T) *Sending[T] {
		return &Sending[T]{side{id: *(*unsafe.Pointer)(unsafe.Pointer(&c)), sends: true}, c, v}
	}
}

func (s *Sending[T]) elem() reflect.Type { return reflect.TypeFor[T]() }

func (s *Sending[T]) perform() { s.c <- s.v }

func (s *Sending[T]) pairUp(x Case) {
	if r, ok := x.(*Receive[T]); ok {
		r.v, r.ok = s.v, true
	} else {
		x.take(s.give())
	}
}

func (s *Sending[T]) give() reflect.Value { return reflect.ValueOf(&s.v).Elem() }

// Send is c <- v.
func Send[T any](c chan<- T) func(v T) {
	return func(v T) { send(c, v) }
}

// send, Recv2 and Select are not inlined: they are compiled into the package of the
// program, and when they are entered the race detector notes where they are called. It
// does not see communicate.
//
//go:noinline
func send[T any](c chan<- T, v T) { communicate("chan send", false, SendCase(c)(v)) }

// Recv is <-c.
func Recv[T any](c <-chan T) T {
	v, _ := Recv2(c)
	return v
}

// Recv2 is v, ok := <-c.
//
//go:noinline
func Recv2[T any](c <-chan T) (T, bool) {
	r := RecvCase(c)
	communicate("chan receive", false, r)
	return r.v, r.ok
}

// An Elem iterates over a channel, as for range does.
type Elem[T any] struct{ c <-chan T }

// Elements is a range over a channel.
func Elements[T any](c <-chan T) Elem[T] { return Elem[T]{c} }

// ValueElements is a range with a variable.
func ValueElements[T any](c <-chan T) (v T, e Elem[T]) { return v, Elem[T]{c} }

// Next receives, into v if that is not nil, and reports whether there was a value.
func (e Elem[T]) Next(v *T) bool {
	got, ok := Recv2(e.c)
	if ok && v != nil {
		*v = got
	}
	return ok
}

// Close is close(c).
func Close[T any](c chan<- T) {
	w := here()
	w.usesChannel(*(*unsafe.Pointer)(unsafe.Pointer(&c)), reflect.TypeFor[T](), "close()")
	w.WaitOn("chan close", nil)
	closeChan(w, c)
}

// Counted is a point before the len of a channel. That of a timer seems to have no buffer.
func Counted[C any](c C) C {
	w, id := here(), *(*unsafe.Pointer)(unsafe.Pointer(&c))
	if w.Played() {
		w.usesChannel(id, reflect.TypeFor[C]().Elem(), "len()")
	}
	w.WaitOn("chan len", nil, counting(id)...)
	return Sized(c)
}

// Sized returns a channel for its cap.
func Sized[C any](c C) C {
	if here().isTimer(*(*unsafe.Pointer)(unsafe.Pointer(&c))) {
		return *new(C)
	}
	return c
}

// closeChan closes a channel, without a scheduling point.
func closeChan[T any](w *modelState, c chan<- T) {
	id := *(*unsafe.Pointer)(unsafe.Pointer(&c))
	w.changeChannel(id)
	close(c)
	w.noteClosed(id)
}

// Select is the select statement: it returns the number of the case that it takes, or -1
// for the default. It has a type parameter only to be compiled into the package of the
// program.
//
//go:noinline
func Select[Polls ~bool](polls Polls, cases ...Case) int {
	x := communicate("select", bool(polls), cases...)
	for i, other := range cases {
		if other == x {
			return i
		}
	}
	return -1
}

// Forever is select {}.
func Forever() { here().Wait("select (no cases)", never{}) }

type never struct{}

func (never) Ready() bool { return false }
