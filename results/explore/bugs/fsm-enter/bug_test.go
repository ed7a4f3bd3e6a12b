package fsmenter

import (
	"context"
	"testing"

	"github.com/looplab/fsm"
)

// Each state that is entered has its callback called.
func TestEnterIsCalled(t *testing.T) {
	entered := make(chan string, 2)
	door := fsm.NewFSM("closed", fsm.Events{
		{Name: "open", Src: []string{"closed"}, Dst: "open"},
		{Name: "close", Src: []string{"open"}, Dst: "closed"},
	}, fsm.Callbacks{
		"enter_open":   func(context.Context, *fsm.Event) { entered <- "open" },
		"enter_closed": func(context.Context, *fsm.Event) { entered <- "closed" },
	})
	closed := make(chan error)
	go func() { closed <- door.Event(context.Background(), "close") }()
	if err := door.Event(context.Background(), "open"); err != nil {
		t.Fatal(err)
	}
	if err := <-closed; err != nil {
		return // the door was not open yet
	}
	if a, b := <-entered, <-entered; a == b {
		t.Errorf("the door was opened and closed, and enter_%s was called twice", a)
	}
}
