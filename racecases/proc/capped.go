package proc

import (
	"bytes"
	"fmt"
)

// maxKept bounds what is kept of each end of a child's output: a report, or a dump of a
// thousand goroutines, fits.
const maxKept = 2 << 20

// capped keeps the beginning and the end of what is written to it: reports come at any
// time, and how a program has ended is said last. The buffers are not embedded: io.Copy
// would find a ReadFrom, which keeps all.
type capped struct {
	head, tail bytes.Buffer
	dropped    int
}

func (c *capped) Write(p []byte) (int, error) {
	first := min(len(p), maxKept-c.head.Len())
	c.head.Write(p[:first])
	c.tail.Write(p[first:])
	if more := c.tail.Len() - maxKept; more >= maxKept { // seldom, since it moves what is kept
		c.tail.Next(more)
		c.dropped += more
	}
	return len(p), nil
}

// String says where something was left out, on a line of its own.
func (c *capped) String() string {
	tail := c.tail.Bytes()
	more := max(0, len(tail)-maxKept)
	if c.dropped+more == 0 {
		return c.head.String() + string(tail)
	}
	return fmt.Sprintf("%s\n[%d bytes are left out]\n%s", c.head.String(), c.dropped+more, tail[more:])
}
