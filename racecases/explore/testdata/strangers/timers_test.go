package strangers

import (
	"testing"
	"testing/synctest"
	"time"
)

// The channel of a timer that has fired shows no buffer.
func TestBufferOfTimer(t *testing.T) {
	once, buffered := time.NewTimer(time.Microsecond), make(chan time.Time, 1)
	time.Sleep(time.Second)
	buffered <- time.Time{}
	if len(once.C)+cap(once.C) != 0 || len(buffered)+cap(buffered) != 2 {
		t.Error(len(once.C), cap(once.C), len(buffered), cap(buffered))
	}
}

// A clock that is a stand-in in tests makes its tickers by hand.
func TestTickerByHand(t *testing.T) {
	var ticker time.Ticker
	ticker.Stop()
	defer func() {
		if recover() == nil {
			t.Error("a timer by hand can be stopped")
		}
	}()
	new(time.Timer).Stop()
}

// No test begins at midnight, or on a full second.
func TestHour(t *testing.T) {
	if now := time.Now(); now.Hour() == 0 || now.Day() == 1 || now.Nanosecond() < 1000 {
		t.Error(now)
	}
}

// The answer may come before the limit of no time at all, or after it.
func TestNoTimeAtAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answer := make(chan string)
		go func() { answer <- "42" }()
		select {
		case <-answer:
		case <-time.After(0):
		}
	})
}
