package detect

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

// A Report is one report of the race detector.
type Report struct {
	Accesses [2]Access // the later one first, as the detector prints them
	Text     string    // untouched, without the lines of "="
}

// An Access is one of the two accesses of a report.
type Access struct {
	Kind      string // read or write
	Atomic    bool
	Goroutine int // 0 is the main goroutine
	Stack     []Frame
	Restored  bool    // the stack leads further than the atomic operation itself
	State     string  // running or finished
	Created   []Frame // where the goroutine was started
}

func raceDetector() Detector {
	return Detector{
		Name:   corpus.RaceDetector,
		Claims: []corpus.Class{corpus.DataRace},
		Builds: []corpus.Build{corpus.Race},
		Read:   readRaces,
	}
}

func readRaces(a trial.Answer, marks []corpus.Mark) []Finding {
	var findings []Finding
	for _, r := range Reports(a.Output) {
		f := Finding{Detector: corpus.RaceDetector, Label: LabelRace, Text: r.Text, Race: &r}
		f.Site, f.Marks = r.site(a.Spec.Package(), marks)
		f.Places = r.places(a.Spec.Package())
		findings = append(findings, f)
	}
	return findings
}

// site holds a report against the marks: each access must be on a marked line of
// its kind, and where the marks carry letters, on lines of one letter.
func (r Report) site(pkg string, marks []corpus.Mark) (Site, []corpus.Mark) {
	var on [2][]corpus.Mark
	known := 0
	for i, access := range r.Accesses {
		if !access.Restored {
			continue
		}
		known++
		frame, ok := innermost(access.Stack, pkg)
		if !ok {
			return WrongSite, nil
		}
		if on[i] = marksAt(marks, frame, corpus.MarkKind("race "+access.Kind)); len(on[i]) == 0 {
			return WrongSite, nil
		}
	}
	switch known {
	case 0:
		return WrongSite, nil
	case 1:
		return Partial, slices.Concat(on[0], on[1])
	}
	for _, first := range on[0] {
		for _, second := range on[1] {
			if first.Pair == second.Pair {
				return Hit, []corpus.Mark{first, second}
			}
		}
	}
	return WrongSite, nil
}

// places returns the innermost line of the lesson in each of the two stacks.
func (r Report) places(pkg string) []Place {
	var places []Place
	for _, access := range r.Accesses {
		if frame, ok := innermost(access.Stack, pkg); ok {
			what := access.Kind
			if access.Atomic {
				what = "atomic " + what
			}
			places = append(places, Place{What: what, Frame: frame, Goroutine: access.Goroutine})
		}
	}
	return places
}

const raceBanner = "WARNING: DATA RACE\n"

// Reports parses every report of the race detector in a program's output.
func Reports(output string) []Report {
	var reports []Report
	for {
		_, rest, found := strings.Cut(output, raceBanner)
		if !found {
			return reports
		}
		text, after, _ := strings.Cut(rest, "==================\n")
		reports = append(reports, parseReport(text))
		output = after
	}
}

var (
	accessLine  = regexp.MustCompile(`^(?:Previous )?([Aa]tomic )?([Rr]ead|[Ww]rite) at 0x[0-9a-f]+ by (?:goroutine (\d+)|main goroutine):$`)
	createdLine = regexp.MustCompile(`^Goroutine (\d+) \((\w+)\) created at:$`)
)

func parseReport(text string) Report {
	r := Report{Text: raceBanner + text}
	seen := 0
	for section := range strings.SplitSeq(text, "\n\n") {
		head, body, _ := strings.Cut(strings.TrimLeft(section, "\n"), "\n")
		stack := parseStack(body)
		if m := accessLine.FindStringSubmatch(head); m != nil && seen < 2 {
			id, _ := strconv.Atoi(m[3])
			r.Accesses[seen] = Access{
				Kind: strings.ToLower(m[2]), Atomic: m[1] != "", Goroutine: id,
				Stack: stack, Restored: restored(stack),
			}
			seen++
			continue
		}
		if m := createdLine.FindStringSubmatch(head); m != nil {
			id, _ := strconv.Atoi(m[1])
			for i := range r.Accesses {
				if a := &r.Accesses[i]; a.Goroutine == id && i < seen {
					a.State, a.Created = m[2], stack
				}
			}
		}
	}
	return r
}

// restored is false for a stack that the detector has lost: an empty one, or one
// that ends inside sync/atomic (the race runtime does not always see its caller).
func restored(stack []Frame) bool {
	return slices.ContainsFunc(stack, func(f Frame) bool { return !strings.HasPrefix(f.Func, "sync/atomic.") })
}

func parseStack(body string) []Frame {
	var p frameParser
	for line := range strings.Lines(body) {
		p.add(strings.TrimRight(line, "\n"))
	}
	return p.take()
}
