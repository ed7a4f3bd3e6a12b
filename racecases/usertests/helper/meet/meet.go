// Package watch has parallel tests of others, and their subtests, begin together. It is compiled into their module, in the language of its go
// line: see the package usertests.
package watch

import (
	"os"
	"time"
)

// Meet gives the other tests of the process time to get behind their calls of Parallel as well. What begins after another
// test has ended is in order with it, by the locks of package testing, and does not race. Sleeping puts nothing in order.
func Meet() {
	if os.Getenv("THREADLAB_TOGETHER") != "" {
		time.Sleep(10 * time.Millisecond)
	}
}
