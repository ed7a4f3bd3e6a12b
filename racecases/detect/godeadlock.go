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

// grabLine is the call of Lock in each stack of a report: the first frame of the
// lesson at or below the arrow, which points at go-deadlock itself where its own
// Lock was not inlined.
var grabLine = regexp.MustCompile(`(?m)(?:^\S+go-deadlock@\S+ .*<<<<<\n)?^threadlab/(racecases/lessons/\S+):(\d+) (\S+) (.*)$`)

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
	for _, m := range grabLine.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(m[0], "<<<<<") {
			continue // further out in the same stack
		}
		line, _ := strconv.Atoi(m[2])
		frame := Frame{Func: m[3], File: m[1], Line: line}
		f.Places = append(f.Places, Place{What: "lock", Frame: frame})
		for _, mark := range marks {
			at := mark.Line == line || mark.Line == line+1
			if at && mark.File == path.Base(m[1]) && mark.OfMutex() {
				f.Site, f.Marks = Hit, append(f.Marks, mark)
			}
		}
	}
	return []Finding{f}
}
