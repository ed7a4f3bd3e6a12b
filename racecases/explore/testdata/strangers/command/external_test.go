package main_test

import (
	"testing"

	"example.com/strangers/command"
)

func TestTwice(t *testing.T) {
	if got := main.Sum(1, 2); got != 0 {
		t.Errorf("the external one: %d", got)
	}
}
