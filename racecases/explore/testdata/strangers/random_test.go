package strangers

import (
	"math/rand"
	randv2 "math/rand/v2"
	"testing"
)

// A die fails in one test or the other.
func TestHighDie(t *testing.T) {
	if n := rand.Intn(6); n == 5 {
		t.Error(n)
	}
}

// One element in a thousand is special.
func TestSpecial(t *testing.T) {
	if n := randv2.IntN(1000); n == 999 {
		t.Error(n)
	}
}

// Numbers with a seed are the same in every version of Go.
func TestSeed(t *testing.T) {
	rand.Seed(42)
	got, want := rand.Intn(1000), rand.New(rand.NewSource(42)).Intn(1000)
	if got != want {
		t.Errorf("got %d, want %d", got, want)
	}
}

// Few numbers come one as often as the other, without the schedule's choosing.
func TestDice(t *testing.T) {
	var thrown [6]int
	for range 90 {
		thrown[rand.Intn(6)]++
	}
	for n, times := range thrown {
		if times < 5 {
			t.Errorf("%d: %d times", n, times)
		}
	}
}
