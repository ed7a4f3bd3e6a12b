package model_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

var seeds = flag.Int("seeds", 16, "drawn programs of each kind")

// A scene is what a drawn program works on.
type scene struct {
	mu      model.Mutex
	rw      model.RWMutex
	wg, all model.WaitGroup
	once    model.Once
	cond    *model.Cond
	word    model.Int32
	x, y    int // guarded by mu, and by rw
	m       [2]int
	whole   [2]int32
	u       chan int    // without a buffer
	b       [2]chan int // with room for one, and for two
	closed  chan int
	timer   *model.Timer
	seen    [][]any
}

func newScene(goroutines int) *scene {
	s := &scene{
		u: make(chan int), b: [2]chan int{make(chan int, 1), make(chan int, 2)}, closed: make(chan int),
		seen: make([][]any, goroutines),
	}
	s.cond = model.NewCond(&s.mu)
	s.wg.Add(1)
	return s
}

func (s *scene) see(g int, v ...any) { s.seen[g] = append(s.seen[g], v...) }

// An act is what a goroutine of a drawn program does at one place in its script.
type act func(s *scene, g int)

// families are the acts on one kind of object each. A drawn program has those of one
// family or two.
var families = map[string][]act{
	"locks": {
		func(s *scene, _ int) { s.mu.Lock(); s.x++; s.mu.Unlock() },
		func(s *scene, g int) {
			if s.mu.TryLock() {
				s.see(g, s.x)
				s.mu.Unlock()
			}
		},
		func(s *scene, g int) { s.see(g, s.mu.TryLock()) }, // and keeps it
		func(s *scene, g int) { s.rw.RLock(); s.see(g, s.y); s.rw.RUnlock() },
		func(s *scene, _ int) { s.rw.Lock(); s.y += 10; s.rw.Unlock() },
		func(s *scene, g int) {
			if s.rw.TryRLock() {
				s.see(g, s.y)
				s.rw.RUnlock()
			}
		},
	},
	"groups": {
		func(s *scene, _ int) { s.wg.Add(1) },
		func(s *scene, _ int) { s.wg.Done() },
		func(s *scene, g int) { s.wg.Wait(); s.see(g, s.word.Load()) },
		func(s *scene, _ int) { s.wg.Go(func() { s.word.Add(1) }) },
		func(s *scene, _ int) { s.wg.Add(1); model.Go(func() { s.word.Store(5); s.wg.Done() }) },
		func(s *scene, g int) { s.once.Do(func() { s.word.Add(2); s.see(g, "once") }) },
	},
	"conditions": {
		func(s *scene, g int) { s.mu.Lock(); s.cond.Wait(); s.see(g, s.x); s.mu.Unlock() },
		func(s *scene, g int) {
			s.mu.Lock()
			for s.x == 0 {
				s.cond.Wait()
			}
			s.see(g, s.x)
			s.mu.Unlock()
		},
		func(s *scene, _ int) { s.mu.Lock(); s.x++; s.mu.Unlock(); s.cond.Signal() },
		func(s *scene, _ int) { s.cond.Broadcast() },
		func(s *scene, _ int) { s.cond.Signal() },
	},
	"atomics": {
		func(s *scene, g int) { s.see(g, s.word.Load()) },
		func(s *scene, g int) { s.word.Store(int32(10 * (g + 1))) },
		func(s *scene, g int) { s.see(g, s.word.CompareAndSwap(0, int32(g+1))) },
		func(s *scene, g int) { s.see(g, s.word.CompareAndSwap(1, 0)) },
		func(s *scene, g int) { s.see(g, s.word.Swap(3)) },
		func(s *scene, _ int) { model.Gosched() },
	},
	"memory": {
		func(s *scene, g int) { s.see(g, *model.Loaded(&s.m[0])) },
		func(s *scene, g int) { s.m[0] = model.Stored(&s.m[0], 10*(g+1)) },
		func(s *scene, g int) { s.m[1] = model.Stored(&s.m[1], *model.Loaded(&s.m[0])+1) },
		func(s *scene, g int) { s.see(g, *model.Loaded(&s.whole)) },
		func(s *scene, g int) { s.whole[g%2] = model.Stored(&s.whole[g%2], int32(g+1)) },
		func(s *scene, _ int) {
			v := *model.Loaded(&s.m[1])
			s.m[1] = model.Stored((*int)(nil), v+1)
		},
		func(s *scene, g int) { s.see(g, (*model.Loaded(&s.timer)) == nil, s.m[0], s.m[1]) },
	},
	"channels": {
		func(s *scene, g int) { model.Send(s.b[0])(g) },
		func(s *scene, g int) { s.see(g, model.Recv(s.b[0])) },
		func(s *scene, g int) { model.Send(s.b[1])(g) },
		func(s *scene, g int) { s.see(g, model.Recv(s.b[1])) },
		func(s *scene, g int) { s.see(g, len(model.Counted(s.b[1]))) },
		func(s *scene, _ int) { model.Close(s.b[1]) },
		func(s *scene, g int) { v, ok := model.Recv2(s.b[1]); s.see(g, v, ok) },
		func(s *scene, g int) { s.see(g, model.Select(true, model.RecvCase(s.b[0]))) },
		func(s *scene, g int) {
			s.see(g, model.Select(false, model.SendCase(s.b[0])(g), model.RecvCase(s.b[1])))
		},
	},
	"meetings": {
		func(s *scene, g int) { model.Send(s.u)(g) },
		func(s *scene, g int) { s.see(g, model.Recv(s.u)) },
		func(s *scene, _ int) { model.Close(s.closed) },
		func(s *scene, g int) { _, ok := model.Recv2(s.closed); s.see(g, ok) },
		func(s *scene, g int) { s.see(g, model.Select(true, model.RecvCase(s.u), model.RecvCase(s.closed))) },
		func(s *scene, g int) { s.see(g, model.Select(false, model.SendCase(s.u)(g), model.RecvCase(s.closed))) },
		func(s *scene, g int) { s.see(g, model.Select(false, model.RecvCase(s.u), model.SendCase(s.b[0])(g))) },
	},
	"time": {
		func(s *scene, g int) { model.Sleep(time.Millisecond); s.see(g, s.word.Add(1)) },
		func(s *scene, g int) { model.Sleep(2 * time.Millisecond); s.see(g, s.word.Add(3)) },
		func(s *scene, g int) { model.Recv(model.After(time.Millisecond)); s.see(g, s.word.Load()) },
		func(s *scene, g int) { s.word.Add(1); s.see(g, s.word.Load()) },
		func(s *scene, g int) {
			t := model.AfterFunc(time.Millisecond, func() { s.word.Add(100) })
			s.see(g, s.word.Load(), t.Stop())
		},
		func(s *scene, g int) {
			s.see(g, model.Select(true, model.RecvCase(model.After(time.Millisecond))))
		},
	},
}

// drawn draws a program of two goroutines, or of three shorter ones. The second function
// says, when a schedule has ended, what was seen in it.
func drawn(seed uint64, names ...string) (program func(), seen func() string) {
	random := rand.New(rand.NewPCG(seed, 2))
	goroutines, length := 2, 3
	if seed%3 == 0 {
		goroutines, length = 3, 2
	}
	scripts := make([][]act, goroutines)
	for g := range scripts {
		for range 1 + random.IntN(length) {
			family := families[names[random.IntN(len(names))]]
			scripts[g] = append(scripts[g], family[random.IntN(len(family))])
		}
	}
	var s *scene
	program = func() {
		s = newScene(goroutines)
		for g, script := range scripts {
			s.all.Go(func() {
				for _, do := range script {
					do(s, g)
				}
			})
		}
		s.all.Wait()
		s.see(0, s.word.Load())
	}
	return program, func() string { return fmt.Sprint(s.seen, s.x, s.y, s.m, s.whole) }
}

// ends collects what all schedules of a program end in, unless there are so many. How
// far the others had come when one goroutine failed is not compared.
func ends(t *testing.T, o scheduler.Options, most int, program func(), seen func() string) (all map[string]bool, schedules int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	all = map[string]bool{}
	o.Each = func(f *scheduler.Failure) {
		switch {
		case f == nil:
			all[seen()] = true
		case f.Kind == scheduler.Panic || f.Kind == scheduler.Fatal:
			all[string(f.Kind)+f.Message] = true
		default:
			all[string(f.Kind)+seen()] = true
		}
		if schedules++; schedules >= most {
			cancel()
		}
	}
	a, err := scheduler.Explore(ctx, o, model.Explored(func(*scheduler.Run) { program() }))
	require.NoError(t, err)
	if schedules >= most {
		return nil, schedules
	}
	require.NotEqual(t, scheduler.Stopped, a.Verdict, a.Why)
	return all, a.Schedules
}

// TestReductionOfModels: what a drawn program can end in, by enumeration and with the
// reduction, is the same. A program that has many schedules with the reduction has too many
// without it, and is not tried so.
func TestReductionOfModels(t *testing.T) {
	const many = 100
	tooMany := testmain.Sample(t, 2000, 600)
	programs := testmain.Sample(t, *seeds, min(*seeds, 8))
	names := slices.Sorted(maps.Keys(families))
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			plain, fewer, compared := 0, 0, 0
			for seed := range uint64(programs) {
				with := []string{name}
				if seed%2 == 1 {
					with = append(with, names[(i+1+int(seed)/2)%len(names)])
				}
				program, seen := drawn(seed, with...)
				got, m := ends(t, reduced, many, program, seen)
				if got == nil {
					continue
				}
				want, n := ends(t, everySchedule, tooMany, program, seen)
				if want == nil {
					continue
				}
				require.Equal(t, want, got, "seed %d of %v", seed, with)
				plain, fewer, compared = plain+n, fewer+m, compared+1
			}
			t.Logf("%d programs: %d schedules stand for %d", compared, fewer, plain)
			assert.Greater(t, compared, testmain.Sample(t, programs/4, 0))
		})
	}
}
