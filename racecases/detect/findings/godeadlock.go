package findings

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
)

const deadlockBanner = "POTENTIAL DEADLOCK:"

// readGoDeadlock reads the first report: the process ends with it. Its places are the
// calls of Lock, on the lines that are printed: a go-deadlock that is not changed prints
// others, see [CorrectLocks].
func readGoDeadlock(o detect.Output) []detect.Finding {
	_, text, found := strings.Cut(o.Text, deadlockBanner)
	if !found {
		return nil
	}
	f, stacks := detect.Finding{Detector: detect.GoDeadlock, Label: detect.LabelLockWait, Text: deadlockBanner + text}, 2
	switch {
	case strings.HasPrefix(text, " Inconsistent locking"):
		f.Label, stacks = detect.LabelLockOrder, 4
	case strings.HasPrefix(text, " Recursive locking"):
		f.Label = detect.LabelRecursive
	}
	// Other goroutines and what they hold are no part of the reported pair.
	text, _, _ = strings.Cut(text, "Other goroutines holding locks:")
	f.Cut = whole(text) < stacks
	for _, frame := range locks(text, o.Package) {
		f.Places = append(f.Places, detect.Place{What: "lock", Frame: frame})
	}
	return []detect.Finding{f}
}

// whole counts the stacks that were printed to their ends: an empty line follows.
func whole(text string) int {
	parts := strings.Split(text, "\n\n")
	return len(slices.DeleteFunc(parts[:len(parts)-1], func(part string) bool { return !strings.Contains(part, "<<<<<") }))
}

// stackLine is a call in a report: go-deadlock prints the package without its path.
var stackLine = regexp.MustCompile(`^(\S+):(\d+) (\S+) `)

// locks returns the call of Lock in each stack of a report: the innermost frame of the given package and what is below it.
// The arrow is on the first of the stack, which may be go-deadlock's own Lock, or a Wait that takes the lock again.
func locks(text, pkg string) []detect.Frame {
	var frames []detect.Frame
	looking := false
	for line := range strings.Lines(text) {
		m := stackLine.FindStringSubmatch(line)
		looking = m != nil && (looking || strings.Contains(line, "<<<<<"))
		if !looking || !strings.HasPrefix(m[1], pkg+"/") || strings.Contains(m[1], detect.Helpers) {
			continue
		}
		looking = false
		n, _ := strconv.Atoi(m[2])
		frames = append(frames, detect.Frame{Func: m[3], File: strings.TrimPrefix(m[1], "threadlab/"), Line: n})
	}
	return frames
}

var lockCall = regexp.MustCompile(`\.(Try)?R?Lock\(`)

// CorrectLocks puts each place of a finding of go-deadlock, which prints the line of the return address less one, on the
// line of the call of Lock that is near. source returns the text of a place's file; where that fails the place stays.
func CorrectLocks(f *detect.Finding, source func(file string) ([]byte, error)) {
	for i := range f.Places {
		at := &f.Places[i].Frame
		text, err := source(at.File)
		if err != nil {
			continue
		}
		lines := strings.Split(string(text), "\n")
		for _, off := range []int{0, 1, -1, -2, -3, -4} {
			if n := at.Line + off; n >= 1 && n <= len(lines) && lockCall.MatchString(lines[n-1]) {
				at.Line = n
				break
			}
		}
	}
}
