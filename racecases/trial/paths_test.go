package trial_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/trial"
)

// TestShortPaths: the module's files are named as from any folder, and no others.
func TestShortPaths(t *testing.T) {
	tests := []struct{ root, text, want string }{
		{"/home/lab", "f()\n\t/home/lab/primitives/lock.go:7 +0x1\n", "f()\n\tthreadlab/primitives/lock.go:7 +0x1\n"},
		{"/home/my lab", "  /home/my lab/a.go:1 (/home/my lab/b.go:2)", "  threadlab/a.go:1 (threadlab/b.go:2)"},
		{"/lab", "/lab/a.go:1\n/home/lab/b.go:1 /lab2/c.go:1", "threadlab/a.go:1\n/home/lab/b.go:1 /lab2/c.go:1"},
		{"/l.b", "/lab/a.go:1", "/lab/a.go:1"},
		{"/lab", `("/lab/a.go:1" '/lab/lab/b.go' /lab//lab/c.go)`, `("threadlab/a.go:1" 'threadlab/lab/b.go' threadlab//lab/c.go)`},
		{"/", "/usr/local/go/src/runtime/proc.go:1", "/usr/local/go/src/runtime/proc.go:1"},
		{"", "/a.go:1", "/a.go:1"},
	}
	for _, tt := range tests {
		other := tt.text
		trial.ShortPaths(tt.root, &tt.text, &other)
		assert.Equal(t, []string{tt.want, tt.want}, []string{tt.text, other}, tt.root)
	}
}
