package main

import (
	"sync"
	"testing"

	"example.com/lib"
)

func TestTwice(t *testing.T) {
	if t.Name() != "TestTwice" {
		t.Error(t.Name())
	}
}

func TestWithC(t *testing.T) {
	var sum tally
	var wg sync.WaitGroup
	wg.Go(func() { sum.add(1) })
	wg.Go(func() { sum.add(2) })
	wg.Wait()
	if sum.total != 3 {
		t.Error("one is lost")
	}
}

// TestOtherModule fails between two accesses of a package in another module.
func TestOtherModule(t *testing.T) {
	var hooks lib.Hooks
	var wg sync.WaitGroup
	called := make(chan bool, 1)
	wg.Go(func() { hooks.Add(func() { called <- true }) })
	wg.Go(hooks.Run)
	wg.Wait()
	hooks.Run()
	if len(called) != 1 {
		t.Error("the hook was not called")
	}
}
