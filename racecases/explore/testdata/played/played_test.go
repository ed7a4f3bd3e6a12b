package played

import (
	"os"
	"runtime/debug"
	"sync"
	"testing"
)

func TestMain(m *testing.M) {
	if _, _, err := os.Pipe(); err == nil {
		os.Exit(m.Run())
	}
}

type account struct{ balance int }

func TestLost(t *testing.T) {
	a := &account{}
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { a.balance++ })
	}
	both.Wait()
	if a.balance != 2 {
		t.Errorf("balance %d", a.balance)
	}
}

func deeper(n int) int { return deeper(n+1) + n }

func TestDies(t *testing.T) {
	debug.SetMaxStack(1 << 20)
	t.Log(deeper(0))
}
