//go:build !measure

package bench_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/bench/peers"
)

// spinTime is the fastest of many runs: whatever disturbs one makes it slower.
func spinTime(n Turns) time.Duration {
	fastest := time.Hour
	for range 30 {
		begin := time.Now()
		n.Do()
		fastest = min(fastest, time.Since(begin))
	}
	return fastest
}

// TestSpin: twice the work takes about twice as long, whatever the compiler makes of it.
func TestSpin(t *testing.T) {
	s := calibrate()
	assert.Zero(t, s.For(0))
	assert.Positive(t, s.For(time.Microsecond))
	assert.InEpsilon(t, 1000*float64(s.For(time.Millisecond)), float64(s.For(time.Second)), 0.001)
	assert.Eventually(t, func() bool {
		once, twice := spinTime(s.For(100*time.Microsecond)), spinTime(s.For(200*time.Microsecond))
		return float64(twice) > 1.5*float64(once) && float64(twice) < 3*float64(once)
	}, time.Minute, time.Millisecond)
}

func TestQuantile(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i + 1)
	}
	assert.Equal(t, time.Duration(50), quantile(hundred, 0.5))
	assert.Equal(t, time.Duration(99), quantile(hundred, 0.99))
	assert.Equal(t, time.Duration(100), quantile(hundred, 1))
	assert.Equal(t, time.Duration(7), quantile([]time.Duration{7}, 0.5))
	assert.Equal(t, time.Duration(1), quantile(hundred, 0))
}

func TestJain(t *testing.T) {
	assert.InDelta(t, 1.0, jain([]int{5, 5, 5, 5}), 1e-9)
	assert.InDelta(t, 0.25, jain([]int{9, 0, 0, 0}), 1e-9)
	assert.InDelta(t, 0.9, jain([]int{1, 2}), 1e-9)
	assert.InDelta(t, 1.0, jain([]int{0, 0}), 1e-9)
}

// TestContended: n goroutines share the turns, none is lost, and none is done twice.
func TestContended(t *testing.T) {
	for _, turns := range []int{1, 3, 1000} {
		total := make(chan int, 4)
		b := &testing.B{N: turns}
		contended(b, 4, func(turns int) { total <- turns })
		sum := 0
		for range 4 {
			share := <-total
			assert.InDelta(t, float64(turns)/4, share, 1)
			sum += share
		}
		assert.Equal(t, turns, sum)
	}
}

func TestFairnessTurns(t *testing.T) {
	assert.Equal(t, fairnessWaits*sampleEvery, fairnessTurns("100ms"))
	assert.Equal(t, fairnessWaits*sampleEvery/10, fairnessTurns("10ms"))
	assert.Equal(t, 3, fairnessTurns("3x"))
	assert.Equal(t, 1, fairnessTurns("1ns"))
}

// TestCompete: every turn is some goroutine's, and every seventh entrance, the first of each among them, has its wait.
func TestCompete(t *testing.T) {
	const n, turns = 4, 700
	waits, entries := compete(&testing.B{N: 1}, n, turns, peers.Locks()[0].New(), section{})
	sum, sampled := 0, 0
	for _, mine := range entries {
		sum += mine
		sampled += mine/sampleEvery + 1 // the entrance that finds no turn left counts too
	}
	assert.Equal(t, turns, sum)
	assert.Len(t, entries, n)
	assert.Len(t, waits, sampled)
}

// TestShare: the parts are whole, nearly equal, and nothing is lost.
func TestShare(t *testing.T) {
	for _, whole := range []int{0, 1, 7, 8, 1000} {
		sum := 0
		for i := range 8 {
			assert.InDelta(t, float64(whole)/8, share(whole, 8, i), 1)
			sum += share(whole, 8, i)
		}
		assert.Equal(t, whole, sum)
	}
}

// TestHandOffsEnd: goroutines that take turns end, whatever b.N is.
func TestHandOffsEnd(t *testing.T) {
	for _, turns := range []int{1, 2, 3, 1000} {
		crossCore(&testing.B{N: turns})
		chanHandOff(&testing.B{N: turns})
		conditions := peers.Conditions()[0].New()
		pingPong(&testing.B{N: turns}, conditions)
		fillAndEmpty(&testing.B{N: turns}, conditions, conditions.Another())
		handOverGIL(&testing.B{N: turns})
	}
}
