package proc

import (
	"context"
	"os/exec"
	"time"
)

// WatchFor is [Watch] with a time that a child may take for its dump.
func WatchFor(ctx context.Context, cmd *exec.Cmd, limit, dump time.Duration, progress func() int64) (End, error) {
	return patience{limit, dump, progress}.watch(ctx, cmd)
}
