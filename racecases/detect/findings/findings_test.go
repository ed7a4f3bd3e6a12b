package findings_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// TestRead has the detectors read what go1.26.8 and the tools printed, as the files of
// testdata have it. Of the code only what is in the package counts.
func TestRead(t *testing.T) {
	const lock, timer = "threadlab/racecases/lessons/lock", "threadlab/racecases/lessons/timer"
	tests := []struct {
		file      string
		build     detect.Build
		pkg       string
		label     detect.Label
		places    string
		elsewhere int
		message   string
	}{
		{file: "race-main", build: detect.RaceBuild, pkg: lock, label: detect.LabelRace, places: "read 12, write 15"},
		{file: "race-main", build: detect.RaceBuild, pkg: "example.com/other", label: detect.LabelRace},
		{file: "race-lost-stack", build: detect.RaceBuild, pkg: lock, label: detect.LabelRace, places: "write 15"},
		{file: "race-atomic", build: detect.RaceBuild, pkg: lock, label: detect.LabelRace, places: "write 26"},
		{file: "asleep", build: detect.PlainBuild, pkg: lock, label: detect.LabelAsleep, places: "sync.Mutex.Lock 33"},
		{file: "asleep", build: detect.PlainBuild, pkg: timer, label: detect.LabelAsleep, elsewhere: 1},
		{file: "goexit", build: detect.PlainBuild, pkg: lock, label: detect.LabelAsleep},
		{file: "fatal", build: detect.PlainBuild, pkg: lock, label: detect.LabelFatal, places: "fatal 38", message: "sync: unlock of unlocked mutex"},
		{file: "panic-child", build: detect.PlainBuild, pkg: lock, label: detect.LabelPanic, places: "panic 47", message: "send on closed channel"},
		{file: "panic-deferred", build: detect.PlainBuild, pkg: lock, label: detect.LabelPanic, places: "panic 56", message: "close of closed channel"},
		{file: "bubble-left", build: detect.SynctestBuild, pkg: timer, label: detect.LabelSynctest, places: "chan send 16", elsewhere: 1},
		{file: "leakprofile-returned", build: detect.LeakProfileBuild, pkg: timer, label: detect.LabelLeakProfile, places: "chan send 16"},
		{file: "godeadlock-order", build: detect.GoDeadlockBuild, pkg: lock, label: detect.LabelLockOrder, places: "lock 11, lock 12, lock 11, lock 12"},
		{file: "godeadlock-recursive", build: detect.GoDeadlockBuild, pkg: lock, label: detect.LabelRecursive, places: "lock 23, lock 22"},
		{file: "godeadlock-wait", build: detect.GoDeadlockBuild, pkg: lock, label: detect.LabelLockWait, places: "lock 28, lock 30"},
	}
	for _, tt := range tests {
		t.Run(tt.file+" of "+tt.pkg, func(t *testing.T) {
			text, err := os.ReadFile("../testdata/" + tt.file + ".txt")
			require.NoError(t, err)
			o := detect.Output{Build: tt.build, Package: tt.pkg, Text: string(text)}
			if tt.build == detect.LeakProfileBuild {
				o.Text, o.Profile = "", string(text)
			}
			got := findings.In(o)
			require.Len(t, got, 1, "and no other detector takes it for its own")
			assert.Equal(t, tt.label, got[0].Label)
			assert.Equal(t, tt.places, places(got[0]))
			assert.Equal(t, tt.elsewhere, got[0].Elsewhere)
			assert.Equal(t, tt.message, got[0].Message)
		})
	}
}

func places(f detect.Finding) string {
	var all []string
	for _, p := range f.Places {
		all = append(all, fmt.Sprintf("%s %d", p.What, p.Frame.Line))
	}
	return strings.Join(all, ", ")
}

// TestEveryDetectorHasItsBuild: one that cannot look in its own would be silent for ever.
func TestEveryDetectorHasItsBuild(t *testing.T) {
	for _, n := range detect.Names() {
		assert.True(t, n.Looks(n.Build()), n)
		assert.Contains(t, detect.Builds(), n.Build())
	}
	for _, b := range detect.Builds() {
		if b.Owner() != "" {
			assert.Contains(t, detect.Names(), b.Owner())
			assert.Equal(t, b, b.Owner().Build())
		}
	}
}

// TestEveryDetectorReads: a name without a reader would be silent for ever, but for
// the two that are read elsewhere.
func TestEveryDetectorReads(t *testing.T) {
	all := ""
	for _, file := range []string{"race-main", "asleep", "bubble-blocked", "godeadlock-wait"} {
		text, err := os.ReadFile("../testdata/" + file + ".txt")
		require.NoError(t, err)
		all += string(text)
	}
	profile, err := os.ReadFile("../testdata/leakprofile-returned.txt")
	require.NoError(t, err)
	for _, n := range detect.Names() {
		o := detect.Output{Text: all, Hung: n == detect.Hang, Leaks: "found unexpected goroutines", Profile: string(profile)}
		switch n {
		case detect.Runtime:
			o.Text = "panic: boom\n"
		case detect.Vet, detect.Staticcheck:
			text, err := os.ReadFile("../testdata/" + string(n) + ".txt")
			require.NoError(t, err)
			o.Text = string(text)
		}
		read := findings.By(n, o)
		if n == detect.Outcome || n == detect.Explorer {
			assert.Empty(t, read, n)
			continue
		}
		require.NotEmpty(t, read, n)
		assert.Equal(t, n, read[0].Detector)
	}
}

// TestRecoveredPanic: that package testing or a WaitGroup recovers a panic and panics again does not make it another one.
func TestRecoveredPanic(t *testing.T) {
	for _, head := range []string{"", " [recovered, repanicked]", " [recovered]"} {
		got := findings.By(detect.Runtime, detect.Output{Text: "panic: close of closed channel" + head + "\n\ngoroutine 7 [running]:\n"})
		require.Len(t, got, 1)
		assert.Equal(t, "close of closed channel", got[0].Message)
	}
}

// TestRemarksHaveAnOrder: go vet prints objects whose members have none, and here they
// are those of the files, each time.
func TestRemarksHaveAnOrder(t *testing.T) {
	const output = `{
		"shop": {
			"waitgroup": [{"posn": "/shop/b.go:3:1", "message": "m"}, {"posn": "/shop/a.go:9:1", "message": "m"}],
			"copylocks": [{"posn": "/shop/b.go:3:1", "message": "m"}]
		},
		"shop_test": {"defers": [{"posn": "/shop/b.go:3:1", "message": "m"}]}
	}`
	for range 100 {
		var got []string
		for _, f := range findings.By(detect.Vet, detect.Output{Text: output}) {
			got = append(got, f.Places[0].Frame.At()+" "+f.Places[0].What)
		}
		assert.Equal(t, []string{
			"/shop/a.go:9 waitgroup", "/shop/b.go:3 copylocks", "/shop/b.go:3 defers", "/shop/b.go:3 waitgroup",
		}, got)
	}
}

// TestCorrectLocks: go-deadlock prints the line of a call, the one before or one after it.
func TestCorrectLocks(t *testing.T) {
	source := strings.Join([]string{
		"func f() {", "\tbalance--", "\tmu.Lock(); n++", "\tmu.RLock()", "\t// a comment", "}", "", "", "", "", "x++",
	}, "\n")
	tests := []struct{ printed, want int }{
		{2, 3}, {3, 3}, {4, 4}, {5, 4}, {8, 4}, {11, 11}, {99, 99},
	}
	for _, tt := range tests {
		f := detect.Finding{Places: []detect.Place{{Frame: detect.Frame{File: "f.go", Line: tt.printed}}, {Frame: detect.Frame{File: "gone.go", Line: 2}}}}
		findings.CorrectLocks(&f, func(file string) ([]byte, error) {
			if file == "f.go" {
				return []byte(source), nil
			}
			return nil, os.ErrNotExist
		})
		assert.Equal(t, tt.want, f.Places[0].Frame.Line, "printed as %d", tt.printed)
		assert.Equal(t, 2, f.Places[1].Frame.Line, "of a file that is not there nothing is known")
	}
}
