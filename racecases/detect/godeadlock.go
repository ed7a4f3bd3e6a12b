package detect

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

func goDeadlockDetector() Detector {
	return Detector{
		Name:   corpus.GoDeadlock,
		Claims: []corpus.Class{corpus.ResourceDeadlock},
		Builds: []corpus.Build{corpus.Watched},
		Read:   readGoDeadlock,
	}
}

const deadlockBanner = "POTENTIAL DEADLOCK:"

// stackLine is a call in a report: go-deadlock prints the package without its path.
var stackLine = regexp.MustCompile(`^(\S+):(\d+) (\S+) `)

// grabs returns the call of Lock in each stack of a report: the innermost frame of
// the given package and what is below it. The arrow is on the first of the stack,
// which may be go-deadlock's own Lock, or a Wait that takes the lock again.
func grabs(text, pkg string) []Frame {
	var frames []Frame
	looking := false
	for line := range strings.Lines(text) {
		m := stackLine.FindStringSubmatch(line)
		looking = m != nil && (looking || strings.Contains(line, "<<<<<"))
		if !looking || !strings.HasPrefix(m[1], pkg+"/") || strings.Contains(m[1], trial.Guests) {
			continue
		}
		looking = false
		n, _ := strconv.Atoi(m[2])
		frames = append(frames, Frame{Func: m[3], File: strings.TrimPrefix(m[1], "threadlab/"), Line: n})
	}
	return frames
}

// readGoDeadlock reads the first report: the process ends with it. The line that
// go-deadlock prints is that of the return address less one, which is the line of
// the call, or the one before it where more code follows on the same line.
func readGoDeadlock(a trial.Answer, marks []corpus.Mark) []Finding {
	_, text, found := strings.Cut(a.Output, deadlockBanner)
	if !found {
		return nil
	}
	f := Finding{Detector: corpus.GoDeadlock, Label: LabelLockWait, Site: WrongSite, Text: deadlockBanner + text}
	switch {
	case strings.HasPrefix(text, " Inconsistent locking"):
		f.Label = LabelLockOrder
	case strings.HasPrefix(text, " Recursive locking"):
		f.Label = LabelRecursive
	}
	// Other goroutines and what they hold are no part of the reported pair.
	text, _, _ = strings.Cut(text, "Other goroutines holding locks:")
	for _, frame := range grabs(text, a.Spec.Package()) {
		f.Places = append(f.Places, Place{What: "lock", Frame: frame})
		for _, mark := range marks {
			at := mark.Line == frame.Line || mark.Line == frame.Line+1
			if at && mark.File == path.Base(frame.File) && mark.OfMutex() {
				f.Site, f.Marks = Hit, append(f.Marks, mark)
			}
		}
	}
	return []Finding{f}
}
