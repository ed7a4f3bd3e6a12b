package variables_test

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/variables"
)

type account struct {
	mu      model.Mutex
	balance int
	next    *account
}

// String would come to a scheduling point, and must not be called.
func (a *account) String() string { panic("called") }

type loud int

func (loud) String() string { panic("called") }

// TestValues: each kind of value has a short text, or tells nothing.
func TestValues(t *testing.T) {
	a := account{balance: 7}
	accounts := []account{{balance: 1}, {balance: 2}}
	circle := &account{balance: 5}
	circle.next = circle
	values := make(chan int, 1)
	deep := []any{[]any{[]any{[]any{1}}}}
	var number atomic.Int64
	tests := []struct {
		name    string
		pointer any
		want    string // empty: it tells nothing
	}{
		{"a", &a, "{balance: 7, next: nil}"},
		{"accounts", &accounts, "[{balance: 1, next: nil} {balance: 2, n…"},
		{"circle", &circle, "&{balance: 5, next: &…}"},
		{"alias", new(circle), "circle"},
		{"first", new(&a), "&a"},
		{"second", new(&accounts[1]), "&accounts[1]"},
		{"field", new(&a.balance), "&a.balance"},
		{"lock", new(&a.mu), "&a.mu"},
		{"locker", new(any(&a.mu)), "&a.mu"},
		{"unnamed", new(new(3)), "&3"},
		{"mu", new(model.Mutex), ""},
		{"values", &values, ""},
		{"out", new((<-chan int)(values)), "values"},
		{"closed", new((chan int)(nil)), "nil"},
		{"f", new(func() {}), ""},
		{"number", &number, ""},
		{"loud", new(loud(2)), "2"},
		{"wait", new(1500 * time.Millisecond), "1.5s"},
		{"half", new(0.5), "0.5"},
		{"word", new("a\nb"), `"a\nb"`},
		{"long", new("0123456789012345678901234567890123456789"), `"0123456789012345678…"`},
		{"bytes", new([]byte("ok")), `"ok"`},
		{"binary", new([]byte{1, 2}), "[1 2]"},
		{"err", new(fmt.Errorf("lost: %w", errors.New("x"))), `"lost: x"`},
		{"none", new(error(nil)), "nil"},
		{"list", new([]int{1, 2, 3, 4, 5, 6, 7, 8, 9}), "[1 2 3 4 5 6 7 8 …]"},
		{"empty", new([]int(nil)), "[]"},
		{"by", new(map[int]string{10: "b", 9: "a"}), `map[9:"a" 10:"b"]`},
		{"many", new(map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true, 9: true}), "map[1:true 2:true 3:true 4:true 5:true …"},
		{"alike", new(map[any]int{new(1): 1, new(1): 2, "x": 3, 10: 4, 9: 5}), `map[9:5 10:4 "x":3 …]`},
		{"deep", &deep, "[[[…]]]"},
		{"clock", new(time.Now()), ""},
	}
	watch := variables.New()
	enter := func() *variables.Call { return watch.Enter(0) } // as instrumented code does
	call := enter()
	defer call.Leave()
	want := map[string]string{}
	for _, test := range tests {
		call.Owned(1, 1_000_000, test.name, test.pointer)
		if test.want != "" {
			want[test.name] = test.want
		}
	}
	view := watch.View([]scheduler.GoroutineState{{}}, nil)
	got := map[string]string{}
	for _, v := range view.Variables() {
		assert.Zero(t, v.Goroutine)
		got[v.Name] = v.Value
	}
	assert.Equal(t, want, got)
	nameOf := func(object unsafe.Pointer) string { return view.Object(object).SeenBy(scheduler.Clock) }
	assert.Equal(t, "a.mu", nameOf(unsafe.Pointer(&a.mu)))
	assert.Equal(t, "circle.mu", nameOf(unsafe.Pointer(&circle.mu)))
	assert.Equal(t, "values", nameOf(*(*unsafe.Pointer)(unsafe.Pointer(&values))))
	assert.Empty(t, nameOf(unsafe.Pointer(t)))
}
