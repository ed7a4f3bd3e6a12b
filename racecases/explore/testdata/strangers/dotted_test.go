package strangers

import (
	. "os/exec"
	. "sync"
	"testing"
)

func nested(outer, inner *Mutex) {
	outer.Lock()
	defer outer.Unlock()
	inner.Lock()
	defer inner.Unlock()
}

// Names of packages that are imported with a dot are the model's as well.
func TestDotted(t *testing.T) {
	var a, b Mutex
	var all WaitGroup
	all.Go(func() { nested(&a, &b) })
	all.Go(func() { nested(&b, &a) })
	all.Wait()
}

func TestDottedCommand(t *testing.T) {
	if err := Command("true").Run(); err != nil {
		t.Error(err)
	}
}
