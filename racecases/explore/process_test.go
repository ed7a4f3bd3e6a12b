package explore_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
)

// TestComplaint reads what children say before they end: however long it is, one
// line comes of it.
func TestComplaint(t *testing.T) {
	const stack = `
fatal error: all goroutines are asleep

goroutine 7 [running]:
runtime.throw2(0x1)
	/usr/local/go/src/runtime/panic.go:1229 +0x1
threadlab/racecases/explore/scheduler.(*Run).park(0x1)
	threadlab/racecases/explore/scheduler/run.go:95 +0x1
example.org/queue.(*Queue).pop(0x1)
	example.org/queue/queue.go:12 +0x2d
created by example.org/queue.New in goroutine 1
	example.org/queue/queue.go:5 +0x1
`
	tests := []struct{ name, said, want string }{
		{"crash", "so far so good" + stack, "the explored process crashed, which no schedule may: fatal error: all goroutines are asleep, at example.org/queue/queue.go:12"},
		{"crash in the runtime's panic", "panic: oh\n\ngoroutine 1 [running]:\npanic({0x1, 0x2})\n\t/go/src/runtime/panic.go:860 +0x1\nexample.org/q.F(...)\n\t/src/q.go:3\n", "the explored process crashed, which no schedule may: panic: oh, at /src/q.go:3"},
		{"crash without frames", "panic: oh\n\ngoroutine 1 [running]:\n", "the explored process crashed, which no schedule may: panic: oh, at a place unknown"},
		{"the program speaks of panic", "panic: is a word\n", "panic: is a word"},
		{"error", "the program does not repeat itself\n", "the program does not repeat itself"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.EqualError(t, explore.Complaint(tt.said), tt.want) })
	}
}

// saysItsNumber is a child that answers each job by its own number. It runs on after one job, and
// dies of another.
const saysItsNumber = `#!/bin/sh
while read -r job; do
	case $job in
	*'"Entry":"runs on"'*) printf '\036{"Error":"%s","Stuck":true,"Traces":[{}]}\n' $$; exit ;;
	*'"Entry":"dies"'*) echo "out of order" >&2; exit 3 ;;
	*) printf '\036{"Error":"%s","Traces":[{}]}\n' $$ ;;
	esac
done
`

// TestChildren: what leaves a goroutine running on is not done by the process that does the rest,
// however much one process is to do.
func TestChildren(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no shell scripts here")
	}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, gocmd.Program("child")), []byte(saysItsNumber), 0o755))
	var p explore.Program
	p.Open(dir)

	long := explore.Job{Entry: strings.Repeat("long", 100_000)}
	reports, err := p.Do(t.Context(), long, explore.Job{Entry: "runs on"}, explore.Job{}, long)
	require.NoError(t, err)
	require.Len(t, reports, 4)
	assert.Equal(t, reports[0].Why, reports[1].Why)
	assert.NotEqual(t, reports[1].Why, reports[2].Why)
	assert.Equal(t, reports[2].Why, reports[3].Why)

	_, err = p.Do(t.Context(), long, explore.Job{Entry: "dies"}, long)
	assert.EqualError(t, err, "out of order")
}

// TestInterrupted interrupts what builds: all that it leaves is in the folder that it
// was given, which is its caller's to remove.
func TestInterrupted(t *testing.T) {
	temp, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp) // on Windows
	program, err := explore.Tests(t.Context(), "testdata/speed", ".", "", explore.BuildMode{})
	require.NoError(t, err)
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- program.Build(ctx, dir)
	}()
	builds := func() bool {
		folders, err := filepath.Glob(filepath.Join(temp, "*", "go-build*"))
		return err == nil && len(folders) > 0
	}
	assert.Eventually(t, builds, time.Minute, time.Millisecond)
	interrupt()
	require.Error(t, <-ended)
	left, err := os.ReadDir(temp)
	require.NoError(t, err)
	assert.Empty(t, left)
}
