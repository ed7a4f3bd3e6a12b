package strangers

import (
	crand "crypto/rand"
	"maps"
	"math/rand"
	randv2 "math/rand/v2"
	"slices"
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

// A map's range may start at its third key, and at the sixth of eight.
func TestThirdKey(t *testing.T) {
	for k := range map[string]bool{"a": true, "b": true, "c": true} {
		if k == "c" {
			t.Error(k)
		}
		break
	}
}

func TestSixthKey(t *testing.T) {
	for k := range map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true} {
		if k == 6 {
			t.Error(k)
		}
		break
	}
}

// Four elements have 24 orders.
func TestShuffled(t *testing.T) {
	x := []int{1, 2, 3, 4}
	rand.Shuffle(len(x), func(i, j int) { x[i], x[j] = x[j], x[i] })
	if p := randv2.Perm(1); len(p) == 1 && slices.Equal(x, []int{3, 1, 4, 2}) {
		t.Error(x)
	}
}

// All of some numbers are tried at no delay, and of a byte it and its complement.
func TestAllNumbers(t *testing.T) {
	if n := randv2.IntN(24); n == 17 {
		t.Error(n)
	}
}

func TestOddByte(t *testing.T) {
	b := make([]byte, 1)
	if n, _ := crand.Read(b); n == 1 && b[0]&1 == 0 {
		t.Error("even")
	}
}

func TestMiddle(t *testing.T) {
	if f := rand.Float64(); f > 0.4 && f < 0.6 {
		t.Error(f)
	}
}

// What is left out of many numbers is not proven.
func TestOneInMany(t *testing.T) {
	if n := randv2.IntN(1000); n == 123 {
		t.Error(n)
	}
}

// A sum does not depend on the order.
func TestSum(t *testing.T) {
	sum := randv2.IntN(2)
	for k, v := range map[int]int{1: 2, 3: 4, 5: 6} {
		sum += k + v
	}
	if sum != 21 && sum != 22 {
		t.Error(sum)
	}
}

// What is sorted at once has no order before.
func TestSortedKeys(t *testing.T) {
	keys := slices.Sorted(maps.Keys(map[int]bool{1: true, 4: true, 2: true, 5: true, 3: true}))
	if len(keys) != 5 || !slices.IsSorted(keys) {
		t.Error(keys)
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

// TestAddedKey fails if the range comes to the key that is added during it.
func TestAddedKey(t *testing.T) {
	m, n := map[int]bool{1: true}, 0
	for range m {
		m[2] = true
		n++
	}
	if n != 1 {
		t.Error(n)
	}
}

// TestAddedBefore is right: what is deleted and what was there before are no added keys.
func TestAddedBefore(t *testing.T) {
	m, n := map[int]bool{1: true, 2: true, 3: true}, 0
	for k := range m {
		m[k] = false
		delete(m, k)
		n++
	}
	if n != 3 {
		t.Error(n)
	}
}
