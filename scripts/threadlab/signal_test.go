package main

import (
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestSecondSignal: the first asks to end, a second one ends at once, and the same one delivered twice is one.
func TestSecondSignal(t *testing.T) {
	for name, second := range map[string]struct {
		after time.Duration
		ends  bool
	}{
		"later":      {time.Second, true},
		"same":       {time.Millisecond, false},
		"just after": {sameSignal, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				signals := make(chan os.Signal, 1)
				cancelled, ended := false, false
				go endOn(signals, func() { cancelled = true }, func() { ended = true })
				synctest.Wait()
				assert.False(t, cancelled)
				signals <- os.Interrupt
				synctest.Wait()
				assert.True(t, cancelled)
				assert.False(t, ended)
				time.Sleep(second.after)
				signals <- os.Interrupt
				synctest.Wait()
				assert.Equal(t, second.ends, ended)
				close(signals)
			})
		})
	}
}
