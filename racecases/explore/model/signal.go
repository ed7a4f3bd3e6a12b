package model

import (
	"context"
	"os"
)

// SignalNotify is signal.Notify: no signal comes.
func SignalNotify(chan<- os.Signal, ...os.Signal) {}

// SignalNotifyContext is signal.NotifyContext: its context ends as one with a cancel
// function does.
func SignalNotifyContext(parent context.Context, _ ...os.Signal) (context.Context, context.CancelFunc) {
	return ContextWithCancel(parent)
}
