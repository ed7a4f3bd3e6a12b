package modeltest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

// A history is what a few goroutines did to one object, each operation with the moments of its call and its return, and it is
// linearizable if every operation can be given one moment in between at which a sequential object, the model, would have
// given the same answers. An attempt that gave up is an operation like any other: at its moment it must have been right to fail.
//
// A wait that others can see is more than one operation: it queues at one moment and leaves at a later one. Its parts share
// the interval of the call, and the model's state keeps them in order. So the models know that a Set followed at once by a
// Clear ends every queued wait, and which client is first in a queue.

// clients is how many goroutines make a history.
const clients = 4

// A call is one operation, or one part of it, as the models see it.
type call struct {
	client int
	op     string
	n      int
}

// An answer is its outcome.
type answer struct {
	ok bool
	n  int
}

// A spec is a sequential model: its first state, and whether an operation could have had that answer in a state, and the
// state after it.
type spec[S comparable] struct {
	first S
	step  func(s S, c call, a answer) (S, bool)
}

func (m spec[S]) model() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return m.first },
		Step: func(state, input, output any) (bool, any) {
			next, ok := m.step(state.(S), input.(call), output.(answer))
			return ok, next
		},
	}
}

// A client is one goroutine of a history. It writes its operations into a slice of its own and reads the monotonic clock, so
// that recording orders nothing.
type client struct {
	id    int
	rng   *rand.Rand
	epoch time.Time
	ops   []porcupine.Operation
}

// do performs f as one operation.
func (c *client) do(op string, n int, f func() answer) answer {
	return c.doParts(f, func(answer) []call { return []call{{op: op, n: n}} })
}

// doParts performs f as the operations that parts names once the answer is known.
func (c *client) doParts(f func() answer, parts func(a answer) []call) answer {
	start := time.Since(c.epoch)
	a := f()
	end := time.Since(c.epoch)
	for _, part := range parts(a) {
		part.client = c.id
		c.ops = append(c.ops, porcupine.Operation{
			ClientId: c.id, Input: part, Call: int64(start), Output: a, Return: int64(end),
		})
	}
	return a
}

// ask performs an operation that answers with a number.
func (c *client) ask(op string, f func() int) {
	c.do(op, 0, func() answer { return answer{true, f()} })
}

// askIf performs an operation that answers yes or no.
func (c *client) askIf(op string, f func() bool) bool {
	return c.do(op, 0, func() answer { return answer{ok: f()} }).ok
}

// pause lets others run, or not.
func (c *client) pause() {
	for range c.rng.IntN(3) {
		runtime.Gosched()
	}
}

// briefly is a timeout that may well pass before anything happens, or is none.
func (c *client) briefly() time.Duration {
	return time.Duration(c.rng.IntN(60)-10) * time.Microsecond
}

// brief is a context that is done by briefly.
func (c *client) brief() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), c.briefly())
}

// A program is what each client of a history does.
type program func(c *client)

// record runs p on every client and returns what they did.
func record(p program) []porcupine.Operation {
	var wg sync.WaitGroup
	start := make(chan struct{})
	all := make([]*client, clients)
	epoch, seed := time.Now(), rand.Uint64()
	for id := range all {
		c := &client{id: id, rng: rand.New(rand.NewPCG(seed, uint64(id))), epoch: epoch}
		all[id] = c
		wg.Go(func() {
			<-start
			p(c)
		})
	}
	close(start)
	wg.Wait()
	var history []porcupine.Operation
	for _, c := range all {
		history = append(history, c.ops...)
	}
	return history
}

// judge checks one history of the program. A check takes milliseconds; one that takes half a minute has not been decided.
func judge(m porcupine.Model, p program) (porcupine.CheckResult, []porcupine.Operation) {
	history := record(p)
	return porcupine.CheckOperationsTimeout(m, history, 30*time.Second), history
}

// A subject is something whose histories are checked, beside an implementation of it with a bug.
type subject struct {
	name   string
	model  porcupine.Model
	good   func() program // over a new object
	flaw   string         // what is wrong with the broken one
	broken func() program
}

func subjects() []subject {
	return slices.Concat(lockSubjects(), semaphoreSubjects(), waitingSubjects())
}

func TestLinearizable(t *testing.T) {
	const histories = 20
	for _, s := range subjects() {
		t.Run(s.name, func(t *testing.T) {
			for range histories {
				if verdict, history := judge(s.model, s.good()); verdict != porcupine.Ok {
					t.Fatalf("%s:\n%s", verdict, transcript(history))
				}
			}
		})
	}
}

// The checker is worth what it finds: each broken implementation must give a history that no sequential one could.
func TestLinearizableCatches(t *testing.T) {
	const histories = 300
	for _, s := range subjects() {
		t.Run(s.name+"/"+s.flaw, func(t *testing.T) {
			for range histories {
				if verdict, _ := judge(s.model, s.broken()); verdict == porcupine.Illegal {
					return
				}
			}
			t.Fatalf("not seen in %d histories", histories)
		})
	}
}

// transcript lists a history in the order of the calls.
func transcript(history []porcupine.Operation) string {
	slices.SortStableFunc(history, func(a, b porcupine.Operation) int { return int(a.Call - b.Call) })
	var out strings.Builder
	for _, op := range history {
		c, a := op.Input.(call), op.Output.(answer)
		fmt.Fprintf(&out, "%9d %9d  client %d  %s(%d) = %t %d\n", op.Call, op.Return, c.client, c.op, c.n, a.ok, a.n)
	}
	return out.String()
}

// permitted reports whether f returned; it may panic with one of the misuses instead.
func permitted(f func(), misuses ...error) (ok bool) {
	defer func() {
		p := recover()
		if err, isErr := p.(error); p != nil && !(isErr && slices.Contains(misuses, err)) {
			panic(p)
		}
	}()
	f()
	return true
}
