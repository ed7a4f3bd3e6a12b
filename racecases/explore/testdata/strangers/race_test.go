package strangers

import (
	"math/rand"
	randv2 "math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"example.com/strangers/shelf"
)

// twice runs f in two goroutines.
func twice(f func()) {
	var both sync.WaitGroup
	for range 2 {
		both.Go(f)
	}
	both.Wait()
}

func helper(t *testing.T) { t.Helper(); t.Logf("%d", 1) }

// What belongs to a test may be used by all of its goroutines.
func TestRaceMethods(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		twice(func() {
			helper(t)
			t.Cleanup(func() { t.Log("cleaned") })
			if t.Failed() || t.Skipped() || t.Name() == "" {
				t.Error("failed")
			}
			_, _ = t.Output().Write(nil)
		})
	})
}

func TestRaceContext(t *testing.T) {
	twice(func() { _ = t.Context().Err() })
	t.Run("sub", func(t *testing.T) { t.Cleanup(func() { <-t.Context().Done() }) })
}

func TestRaceFailing(t *testing.T) {
	t.Run("sub", func(t *testing.T) { twice(func() { helper(t); t.Errorf("no %d", 7) }) })
}

// What a subtest does comes before what its parent does next.
func TestRaceSubtests(t *testing.T) {
	n := 0
	for range 2 {
		t.Run("sub", func(t *testing.T) { n++; t.Cleanup(func() { n++ }) })
		n++
	}
	t.Run("group", func(t *testing.T) {
		m := []int{0, 0}
		for i := range m {
			t.Run("member", func(t *testing.T) { t.Parallel(); m[i] += n })
		}
		t.Cleanup(func() { m[0], m[1] = 0, 0 })
		n++
	})
}

func TestRaceParallel(t *testing.T) {
	n := 0
	for range 2 {
		t.Run("sub", func(t *testing.T) { t.Parallel(); n++ })
	}
}

// The lock of a T orders its users.
func TestRaceBehindLog(t *testing.T) {
	n, said := 0, make(chan bool, 1)
	go func() { t.Log(n); said <- true }()
	t.Log("first")
	<-said
}

func TestRaceRandom(t *testing.T) {
	twice(func() {
		_, _, _ = randv2.IntN(1000), randv2.NormFloat64(), randv2.Perm(3)
		_, _ = rand.Intn(1000), rand.Float32()
		rand.Shuffle(9, func(i, j int) {})
	})
}

func TestRaceBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		go func() { n++; time.Sleep(time.Second) }()
		synctest.Wait()
		n++
		time.Sleep(2 * time.Second)
		synctest.Wait()
		n++
	})
}

func TestRaceBubbleWithoutWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		go func() { n++ }()
		time.Sleep(time.Second)
		n++
	})
}

func TestRaceInLibrary(t *testing.T) {
	var s shelf.Shelf
	twice(func() { s.Put() })
}

func enter(all *sync.WaitGroup) { all.Add(1); all.Done() }

// A counter of goroutines that the goroutine itself adds to: Wait may come first.
func TestRaceAddInside(t *testing.T) {
	var all sync.WaitGroup
	go enter(&all)
	all.Wait()
}

func TestRaceAddBefore(t *testing.T) {
	var all sync.WaitGroup
	for range 2 {
		for range 2 {
			all.Add(1)
			go func() { all.Done() }()
		}
		twice(all.Wait)
	}
}
