package fsmdeadlock

import (
	"context"
	"testing"

	"github.com/looplab/fsm"
)

// A callback asks for the state, while another goroutine sets it.
func TestCallbackAsksForState(t *testing.T) {
	door := fsm.NewFSM("closed", fsm.Events{{Name: "open", Src: []string{"closed"}, Dst: "open"}}, fsm.Callbacks{
		"before_open": func(_ context.Context, e *fsm.Event) { e.FSM.Current() },
	})
	done := make(chan bool)
	go func() {
		door.SetState("closed")
		close(done)
	}()
	door.Event(context.Background(), "open")
	<-done
}
