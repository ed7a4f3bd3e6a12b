package goreport

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Report is one report of the race detector.
type Report struct {
	Accesses [2]Access // the later one first, as the detector prints them
	Text     string    // untouched, without the lines of "="
	Cut      bool      // the process ended before all of it was printed
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

const banner = "WARNING: DATA RACE\n"

// Reports parses every report of the race detector in a program's output.
func Reports(output string) []Report {
	var reports []Report
	for {
		_, rest, found := strings.Cut(output, banner)
		if !found {
			return reports
		}
		text, after, whole := strings.Cut(rest, "==================\n")
		r := parseReport(text)
		r.Cut = !whole
		reports, output = append(reports, r), after
	}
}

var (
	accessLine  = regexp.MustCompile(`^(?:Previous )?([Aa]tomic )?([Rr]ead|[Ww]rite) at 0x[0-9a-f]+ by (?:goroutine (\d+)|main goroutine):$`)
	createdLine = regexp.MustCompile(`^Goroutine (\d+) \((\w+)\) created at:$`)
)

func parseReport(text string) Report {
	r := Report{Text: banner + text}
	seen := 0
	for section := range strings.SplitSeq(text, "\n\n") {
		head, body, _ := strings.Cut(strings.TrimLeft(section, "\n"), "\n")
		stack, _ := Stack(body)
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

// Stack parses the frames of one stack, and where its goroutine was created if that
// follows.
func Stack(body string) (stack []Frame, made Frame) {
	var p frameParser
	for line := range strings.Lines(body) {
		p.add(strings.TrimRight(line, "\n"))
	}
	return p.frames, p.made
}
