package message

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"threadlab/racecases/explore/scheduler"
)

// A Packed is a Result as it is sent: in place of each trace there are its different steps
// once, and their order. Of a program without an end that is a hundredth.
type Packed struct {
	Result
	Traces []trace `json:",omitempty"` // in the order of Result.traces
}

// A trace has two varints in Order for each step: its goroutine, and which of Steps it is
// but for that.
type trace struct {
	Steps []scheduler.Event
	Order []byte
}

// Pack packs a result, which is left as it is.
func Pack(r Result) Packed {
	r.Answer.Findings = slices.Clone(r.Answer.Findings)
	if r.State != nil {
		state := *r.State
		r.State = &state
	}
	p := Packed{Result: r}
	for _, events := range p.traces() {
		p.Traces = append(p.Traces, pack(*events))
		*events = nil
	}
	return p
}

// Unpack returns the result. Steps of one trace that are alike share their stack.
func (p Packed) Unpack() Result {
	for i, events := range p.traces() {
		*events = p.Traces[i].unpack()
	}
	return p.Result
}

// traces returns where the traces of a result are.
func (r *Result) traces() []*[]scheduler.Event {
	list := []*[]scheduler.Event{&r.Answer.Trace}
	for i := range r.Answer.Findings {
		list = append(list, &r.Answer.Findings[i].Trace)
	}
	if r.State != nil {
		list = append(list, &r.State.Trace)
	}
	return list
}

func pack(events []scheduler.Event) (t trace) {
	known := map[string]int{}
	for _, e := range events {
		text := key(e)
		if _, ok := known[text]; !ok {
			known[text] = len(t.Steps)
			t.Steps = append(t.Steps, e)
		}
		t.Order = binary.AppendVarint(t.Order, int64(e.Goroutine))
		t.Order = binary.AppendVarint(t.Order, int64(known[text]))
	}
	return t
}

func (t trace) unpack() (events []scheduler.Event) {
	for rest := t.Order; len(rest) > 0; {
		goroutine, n := binary.Varint(rest)
		number, m := binary.Varint(rest[n:])
		rest = rest[n+m:]
		e := t.Steps[number]
		e.Goroutine = int(goroutine)
		events = append(events, e)
	}
	return events
}

// key is the same for steps that are alike but for their goroutine.
func key(e scheduler.Event) string {
	b := fmt.Append(nil, e.Deviates, e.Chose, e.Init, e.Op, "\n", e.Drew)
	for _, f := range e.Where {
		b = strconv.AppendInt(append(append(append(append(b, '\n'), f.Func...), ' '), f.File...), int64(f.Line), 10)
	}
	return string(b)
}
