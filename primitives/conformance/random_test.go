package conformance_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

var (
	randomSeed  = flag.Uint64("random.seed", 1, "the first random program")
	randomSteps = flag.Int("random.steps", 1200, "how many steps of random programs are compared with each python3")
	randomKeep  = flag.String("random.keep", "", "add a line of JSON for each python3 to `FILE`")
)

// stepsOfProgram is how long a random program is.
const stepsOfProgram = 40

// TestRandomPrograms compares random programs with each python3 that there is: every call returns the same, and returns after the
// same call of another thread. A long run, by hand:
//
//	go test ./primitives/conformance -run TestRandomPrograms$ -random.steps 1000000 -random.keep results.jsonl -timeout 0 -v
func TestRandomPrograms(t *testing.T) {
	pythons := python3s(t)
	if len(pythons) == 0 {
		t.Skip("no python3 to compare with")
	}
	const batch = 100 // programs for one Python process, which keeps their threads
	compared := 0
	for seed := *randomSeed; compared < *randomSteps; {
		var programs bytes.Buffer
		for range min(batch, 1+(*randomSteps-compared)/stepsOfProgram) {
			opts := []primitives.InterpreterOption{}
			if seed%2 == 0 {
				opts = append(opts, primitives.WithoutGIL())
			}
			program := randomProgram(t, seed, opts)
			require.NoError(t, json.NewEncoder(&programs).Encode(program))
			compared += len(program)
			seed++
		}
		for _, name := range pythons {
			out, err := inPython(t, name, programs.Bytes())
			require.NoError(t, err, "%s, before seed %d: %s", name, seed, out)
		}
	}
	t.Logf("%d steps, compared with %v", compared, pythons)
	for _, name := range pythons {
		keep(t, name, compared)
	}
}

// keep adds what was compared to the file that was asked for.
func keep(t *testing.T, name string, steps int) {
	if *randomKeep == "" {
		return
	}
	version, err := exec.CommandContext(t.Context(), name, "-c", "import sys; print(sys.version)").Output()
	require.NoError(t, err)
	f, err := os.OpenFile(*randomKeep, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, json.NewEncoder(f).Encode(struct {
		Python string `json:"python"`
		Seed   uint64 `json:"seed"`
		Steps  int    `json:"steps"`
		Differ int    `json:"differ"` // the first one ends the run
		Date   string `json:"date"`
	}{strings.TrimSpace(string(version)), *randomSeed, steps, 0, time.Now().UTC().Format(time.RFC3339)}))
}

// inPython makes the calls of programs, and returns what is said of the first difference.
func inPython(t *testing.T, name string, programs []byte) (string, error) {
	cmd := exec.CommandContext(t.Context(), name, "testdata/random.py")
	cmd.Stdin = bytes.NewReader(programs)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestRandomProgramsDiffer: an answer that is not Python's is found, whichever call it is of; so is a call that returns too late.
func TestRandomProgramsDiffer(t *testing.T) {
	pythons := python3s(t)
	if len(pythons) == 0 {
		t.Skip("no python3 to compare with")
	}
	program := []step{
		{Op: "lock.acquire", Limit: none, Done: []answer{{0, "True"}}},
		{Worker: 1, Op: "lock.acquire", Limit: none, Done: []answer{}},
		{Op: "lock.release", Limit: none, Done: []answer{{0, "None"}, {1, "True"}}},
		{Worker: 2, Op: "sem.release", N: 0, Done: []answer{{2, "ValueError: n must be one or more"}}},
	}
	planted := map[string]struct {
		plant func(program []step)
		want  string
	}{
		"nothing":  {func([]step) {}, ""},
		"a bool":   {func(p []step) { p[0].Done[0].Result = "False" }, "step 0: worker 0: True, and in Go False"},
		"an error": {func(p []step) { p[3].Done[0].Result = "None" }, "step 3: worker 2: ValueError"},
		"too late": {func(p []step) { p[2].Done = p[2].Done[:1] }, "step 2: worker 1: True, and in Go it has not returned"},
		"one that waits": {func(p []step) {
			p[1].Op, p[1].Limit, p[1].Done = "lock.locked", try, []answer{{1, "False"}}
		}, "step 1: worker 1: True, and in Go False"},
	}
	for name, tt := range planted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var wrong []step
			text, err := json.Marshal(program)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &wrong))
			tt.plant(wrong)
			text, err = json.Marshal(wrong)
			require.NoError(t, err)
			said, err := inPython(t, pythons[0], append(text, '\n'))
			if tt.want == "" {
				require.NoError(t, err, said)
				return
			}
			require.Error(t, err)
			require.Contains(t, said, tt.want)
		})
	}
}

// TestRandomProgramsMean: the programs are not all refusals and waits for nothing.
func TestRandomProgramsMean(t *testing.T) {
	counts := map[string]int{}
	for seed := range uint64(25) {
		for _, s := range randomProgram(t, seed, nil) {
			counts["steps"]++
			if len(s.Done) == 0 {
				counts["wait"]++
			}
			for _, a := range s.Done {
				if a.Worker != s.Worker {
					counts["end the wait of another"]++
				}
				if strings.Contains(a.Result, "Error") {
					counts["fail"]++
				}
			}
		}
	}
	t.Log(counts)
	for _, what := range []string{"wait", "end the wait of another", "fail"} {
		require.Greater(t, counts[what], counts["steps"]/50, "%s: %v", what, counts)
	}
}

// randomProgram makes a program while it runs it, because what can be called next depends on what waits.
func randomProgram(t *testing.T, seed uint64, opts []primitives.InterpreterOption) (program []step) {
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(rand.NewPCG(seed, 0))
		d := newDirector(primitives.NewInterpreter(opts...))
		d.confine(random)
		for tries := 0; len(program) < stepsOfProgram && tries < 20*stepsOfProgram; tries++ {
			if s, c, ok := d.choose(random); ok {
				program = append(program, d.step(s, c))
			}
		}
		d.end()
	})
	return program
}

// A director has workers make calls, one at a time, and sees which have returned.
type director struct {
	world   *world
	calls   []call
	threads []*primitives.Thread
	orders  []chan func()
	busy    []string // the object of the call that has not returned, of each worker
	results chan answer
}

func newDirector(in *primitives.Interpreter) *director {
	const workers = 3
	d := &director{world: newWorld(in), calls: calls(), busy: make([]string, workers), results: make(chan answer, workers)}
	for range workers {
		orders := make(chan func())
		t := in.NewThread(func(t *primitives.Thread) error {
			for open := true; open; {
				var order func()
				t.Blocking(func() { order, open = <-orders })
				if open {
					order()
				}
			}
			for d.world.rlock.IsOwned(t) {
				d.world.rlock.Release(t)
			}
			for d.world.cond.IsOwned(t) {
				d.world.cond.Release(t)
			}
			return nil
		})
		if err := t.Start(); err != nil {
			panic(err)
		}
		d.threads, d.orders = append(d.threads, t), append(d.orders, orders)
	}
	return d
}

// confine leaves the calls of two objects, so that workers meet at them.
func (d *director) confine(random *rand.Rand) {
	var objects []string
	for _, c := range d.calls {
		if !slices.Contains(objects, c.object()) {
			objects = append(objects, c.object())
		}
	}
	random.Shuffle(len(objects), func(i, j int) { objects[i], objects[j] = objects[j], objects[i] })
	d.calls = slices.DeleteFunc(d.calls, func(c call) bool { return !slices.Contains(objects[:2], c.object()) })
}

// choose draws a call for an idle worker. Two that wait for one object are left out where it is not defined which is served first.
func (d *director) choose(random *rand.Rand) (step, call, bool) {
	c := d.calls[random.IntN(len(d.calls))]
	s := step{
		Worker: random.IntN(len(d.orders)), Op: c.op, N: random.IntN(3),
		Limit: []string{none, none, try, short}[random.IntN(4)],
	}
	object := c.object()
	alone := c.waits && object != "event" && object != "barrier" || c.op == "child.new" || c.op == "child.finish"
	return s, c, d.busy[s.Worker] == "" && !(alone && slices.Contains(d.busy, object))
}

func (d *director) step(s step, c call) step {
	d.busy[s.Worker] = c.object()
	d.orders[s.Worker] <- func() { d.results <- answer{s.Worker, c.do(d.world, d.threads[s.Worker], s)} }
	synctest.Wait()
	time.Sleep(time.Second) // for what waits for a short time, and for the GIL
	synctest.Wait()
	s.Done = []answer{}
	for len(d.results) > 0 {
		a := <-d.results
		d.busy[a.Worker] = ""
		s.Done = append(s.Done, a)
	}
	return s
}

// end has every worker end: what it waits for comes, or its ages pass.
func (d *director) end() {
	for _, orders := range d.orders {
		close(orders)
	}
	d.world.finish.Set()
	for range 2 * len(d.orders) {
		time.Sleep(ages + time.Second)
		synctest.Wait()
		for _, l := range []*primitives.Lock{&d.world.lock, &d.world.over} {
			if l.Locked() {
				l.Release()
			}
		}
	}
	for _, t := range d.threads {
		if err := t.Join(nil); err != nil {
			panic(fmt.Sprint("a worker cannot be joined: ", err))
		}
	}
}
