package model

import (
	"iter"
	"reflect"
)

// A reflected is a case of a communication through package reflect.
type reflected struct {
	side
	c, v reflect.Value
	ok   bool
}

// reflectCase returns a case of a select; that of a zero Value is a nil channel, which
// nothing comes through.
func reflectCase(c reflect.Value, sends bool, v reflect.Value) *reflected {
	x := &reflected{side: side{sends: sends}, c: c}
	if !c.IsValid() {
		return x
	}
	x.id = c.UnsafePointer()
	if sends {
		x.v = reflect.New(c.Type().Elem()).Elem()
		x.v.Set(v)
	}
	return x
}

func (r *reflected) elem() reflect.Type { return r.c.Type().Elem() }

func (r *reflected) perform() {
	if r.sends {
		r.c.Send(r.v)
	} else {
		r.v, r.ok = r.c.Recv()
	}
}

func (r *reflected) pairUp(x Case) {
	if r.sends {
		x.take(r.v)
	} else {
		r.take(x.give())
	}
}

func (r *reflected) give() reflect.Value  { return r.v }
func (r *reflected) take(v reflect.Value) { r.v, r.ok = v, true }

// ReflectSelect is reflect.Select.
func ReflectSelect(cases []reflect.SelectCase) (chosen int, recv reflect.Value, ok bool) {
	var list []Case
	var numbers []int
	byDefault := -1
	for i, c := range cases {
		if c.Dir == reflect.SelectDefault {
			byDefault = i
			continue
		}
		list = append(list, reflectCase(c.Chan, c.Dir == reflect.SelectSend, c.Send))
		numbers = append(numbers, i)
	}
	at := Select(byDefault >= 0, list...)
	if at < 0 {
		return byDefault, recv, false
	}
	if x := list[at].(*reflected); !x.sends {
		recv, ok = x.v, x.ok
	}
	return numbers[at], recv, ok
}

// ReflectRecv is the method Recv of a reflect.Value.
func ReflectRecv(c reflect.Value) func() (reflect.Value, bool) {
	return func() (reflect.Value, bool) {
		x := reflectCase(c, false, reflect.Value{})
		communicate("chan receive", false, x)
		return x.v, x.ok
	}
}

// ReflectTryRecv is the method TryRecv.
func ReflectTryRecv(c reflect.Value) func() (reflect.Value, bool) {
	return func() (reflect.Value, bool) {
		x := reflectCase(c, false, reflect.Value{})
		if communicate("chan receive", true, x) == nil {
			return reflect.Value{}, false
		}
		return x.v, x.ok
	}
}

// ReflectSend is the method Send.
func ReflectSend(c reflect.Value) func(v reflect.Value) {
	return func(v reflect.Value) { communicate("chan send", false, reflectCase(c, true, v)) }
}

// ReflectTrySend is the method TrySend.
func ReflectTrySend(c reflect.Value) func(v reflect.Value) bool {
	return func(v reflect.Value) bool { return communicate("chan send", true, reflectCase(c, true, v)) != nil }
}

// ReflectClose is the method Close.
func ReflectClose(c reflect.Value) func() {
	return func() {
		w := here()
		w.WaitOn("chan close", nil)
		id := c.UnsafePointer()
		w.changeChannel(id)
		c.Close()
		w.noteClosed(id)
	}
}

// ReflectMapRange is the method MapRange of a reflect.Value, whose order is one of those that Go has.
func ReflectMapRange(m reflect.Value) func() *reflect.MapIter {
	return func() *reflect.MapIter {
		if m.Len() > 1 {
			here().unchosen()
		}
		return m.MapRange()
	}
}

// ReflectMapKeys is the method MapKeys. Their order is drawn as that of a range is.
func ReflectMapKeys(m reflect.Value) func() []reflect.Value {
	return func() []reflect.Value { return inDrawnOrder(m.MapKeys()) }
}

// ReflectSeq is the method Seq: of a map it yields the keys, of a channel what comes through it.
func ReflectSeq(v reflect.Value) func() iter.Seq[reflect.Value] {
	return func() iter.Seq[reflect.Value] {
		switch v.Kind() {
		case reflect.Map:
			return func(yield func(reflect.Value) bool) {
				for k := range reflectedEntries(v) {
					if !yield(k) {
						return
					}
				}
			}
		case reflect.Chan:
			return func(yield func(reflect.Value) bool) {
				for x, ok := ReflectRecv(v)(); ok && yield(x); {
					x, ok = ReflectRecv(v)()
				}
			}
		}
		return v.Seq()
	}
}

// ReflectSeq2 is the method Seq2.
func ReflectSeq2(v reflect.Value) func() iter.Seq2[reflect.Value, reflect.Value] {
	return func() iter.Seq2[reflect.Value, reflect.Value] {
		if v.Kind() == reflect.Map {
			return reflectedEntries(v)
		}
		return v.Seq2()
	}
}

// reflectedEntries yields the entries that a map has at the beginning and still has when each comes.
func reflectedEntries(m reflect.Value) iter.Seq2[reflect.Value, reflect.Value] {
	return func(yield func(k, v reflect.Value) bool) {
		for _, k := range inDrawnOrder(m.MapKeys()) {
			if v := m.MapIndex(k); v.IsValid() && !yield(k, v) {
				return
			}
		}
	}
}
