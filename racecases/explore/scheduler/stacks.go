package scheduler

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strconv"
	"strings"
)

// Stacks returns what [runtime.Stack] says of the program: of the running goroutine, and
// on request of all others. Goroutines have the explorer's numbers, from 1; calls inside
// the explorer, and where a goroutine was created, are left out.
func (r *Run) Stacks(all bool) string {
	r.ConflictsWithAll()
	real := realStacks(all)
	text := r.current.stack(real, "running")
	if !all {
		return text
	}
	for _, g := range r.live {
		if g != r.current {
			text += "\n" + g.stack(real, g.state())
		}
	}
	return text
}

// realStacks returns the stacks of the process by the runtime's number of the goroutine.
func realStacks(all bool) map[int64]string {
	text := make([]byte, 64<<10)
	n := runtime.Stack(text, all)
	for ; n == len(text); n = runtime.Stack(text, all) {
		text = make([]byte, 2*len(text))
	}
	stacks := map[int64]string{}
	for block := range bytes.SplitSeq(text[:n], []byte("\n\n")) {
		head, calls, _ := strings.Cut(string(block), "\n")
		number, _, _ := strings.Cut(strings.TrimPrefix(head, "goroutine "), " ")
		if id, err := strconv.ParseInt(number, 10, 64); err == nil {
			stacks[id] = calls
		}
	}
	return stacks
}

// state returns what the runtime calls the state of a goroutine that is parked.
func (g *goroutine) state() string {
	switch {
	case g.ready():
		return "runnable"
	case waitOfTest(g.op) != "":
		return "chan receive"
	}
	return g.op
}

// waitOfTest returns the function that waits in Go if an operation is that of a test which
// waits for another one, and nothing for any other. What looks for goroutines that are left
// behind leaves out those that wait there.
func waitOfTest(op string) string {
	switch op {
	case "testing.T.Run":
		return "testing.(*T).Run"
	case "testing.T.Parallel":
		return "testing.(*T).Parallel"
	}
	return ""
}

// testRunner is the function that calls a test. Goroutines that tests run in are known by
// the function that does so in Go.
const testRunner = "threadlab/racecases/explore/testing.(*T).run"

// stack returns the entry of one goroutine.
func (g *goroutine) stack(real map[int64]string, state string) string {
	text := fmt.Sprintf("goroutine %d [%s]:\n", g.id+1, state)
	if wait := waitOfTest(g.op); wait != "" {
		text += wait + "(...)\n\ttesting/testing.go:1 +0x1\n"
	}
	if !g.started {
		f := runtime.FuncForPC(reflect.ValueOf(g.f).Pointer())
		file, line := f.FileLine(f.Entry())
		return text + fmt.Sprintf("%s(...)\n\t%s:%d +0x1\n", f.Name(), file, line)
	}
	lines := strings.Split(strings.TrimRight(real[g.w.id], "\n"), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		switch call := frameOf(lines[i], lines[i+1]); {
		case call.Func == testRunner:
			text += "testing.tRunner(...)\n\ttesting/testing.go:1 +0x1\n"
		case !strings.HasPrefix(call.Func, "created by ") && !call.Own():
			text += call.Func + "(...)\n" + lines[i+1] + "\n"
		}
	}
	return text
}
