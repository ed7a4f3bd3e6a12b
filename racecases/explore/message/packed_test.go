package message_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/message"
	"threadlab/racecases/explore/scheduler"
)

// TestPacked sends traces: they come as they were, and what repeats is sent once.
func TestPacked(t *testing.T) {
	at := func(line int) []scheduler.Frame {
		return []scheduler.Frame{{Func: "example.org/shop.buy", File: "/home/shop/shop.go", Line: line}}
	}
	steps := []scheduler.Event{
		{Op: "start", Init: true},
		{Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(12)},
		{Goroutine: 2, Op: "sync.Mutex.Lock", Where: at(12)},
		{Goroutine: 2, Op: "sync.Mutex.Lock", Where: at(13)},
		{Goroutine: 2, Op: "sync.Mutex.Lock", Where: at(13), Deviates: true},
		{Goroutine: scheduler.Clock, Op: "a timer fires", Deviates: true},
	}
	var long []scheduler.Event
	for i := range 1000 {
		long = append(long, steps...)
		long[len(long)-3].Goroutine = i
	}
	for _, test := range []struct {
		name string
		r    message.Result
	}{
		{"an error", message.Result{Error: "no", Refused: true}},
		{"no trace", message.Result{Answer: scheduler.Answer{Verdict: scheduler.Exhausted}}},
		{"a state", message.Result{State: &scheduler.State{At: 3, Trace: long}}},
		{"a survey", message.Result{Answer: scheduler.Answer{
			Verdict: scheduler.Fails, Trace: long,
			Findings: []scheduler.Finding{{Class: scheduler.Bug, Trace: long}, {Class: scheduler.LeftBehind}, {Trace: steps[:1]}},
		}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, err := json.Marshal(test.r)
			require.NoError(t, err)
			sent, err := json.Marshal(message.Pack(test.r))
			require.NoError(t, err)
			after, err := json.Marshal(test.r)
			require.NoError(t, err)
			assert.Equal(t, string(before), string(after), "what is packed is left as it is")
			assert.Less(t, len(sent), 40_000)
			var came message.Packed
			require.NoError(t, json.Unmarshal(sent, &came))
			assert.Equal(t, test.r, came.Unpack())
		})
	}
}

// TestPackedFields sends steps that differ in one field each, whatever fields there are: none is taken for another.
func TestPackedFields(t *testing.T) {
	steps := []scheduler.Event{{Where: []scheduler.Frame{{}}}}
	for i := range reflect.TypeFor[scheduler.Event]().NumField() {
		e := scheduler.Event{Where: []scheduler.Frame{{}}}
		differ(t, reflect.ValueOf(&e).Elem().Field(i))
		steps = append(steps, e)
	}
	for i := range reflect.TypeFor[scheduler.Frame]().NumField() {
		e := scheduler.Event{Where: []scheduler.Frame{{}}}
		differ(t, reflect.ValueOf(&e.Where[0]).Elem().Field(i))
		steps = append(steps, e)
	}
	r := message.Result{Answer: scheduler.Answer{Trace: steps}}
	assert.Equal(t, r, message.Pack(r).Unpack())
}

// differ gives a field a value that is not its zero value.
func differ(t *testing.T, field reflect.Value) {
	switch field.Kind() {
	case reflect.Bool:
		field.SetBool(true)
	case reflect.Int:
		field.SetInt(7)
	case reflect.String:
		field.SetString("other")
	case reflect.Slice:
		field.Set(reflect.MakeSlice(field.Type(), 2, 2))
	default:
		require.Failf(t, "a kind of field that this test does not know", "%s", field.Kind())
	}
}
