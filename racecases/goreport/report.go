package goreport

import (
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
	Address   string // of the memory, as in 0x00c000012345
	Atomic    bool
	Goroutine int // 0 is the main goroutine
	Stack     []Frame
	Restored  bool    // the stack leads further than the atomic operation itself
	State     string  // running or finished
	Created   []Frame // where the goroutine was started
}

const banner = "WARNING: DATA RACE\n"

// Reports parses every report of the race detector in a program's output, also one that a test has logged, of a child say:
// each of its lines begins with the same spaces then. The first line of a report is none by itself.
func Reports(output string) []Report {
	var reports []Report
	for {
		before, rest, found := strings.Cut(output, banner)
		if !found {
			return reports
		}
		margin := before[strings.LastIndexByte(before, '\n')+1:]
		output = rest
		if strings.TrimSpace(margin) != "" {
			continue
		}
		text, after, whole := strings.Cut(rest, "==================\n")
		r := parseReport(strings.ReplaceAll("\n"+text, "\n"+margin, "\n")[1:])
		if r.Cut = !whole; r.Accesses[0].Kind == "" && strings.Contains(text, "\n") {
			continue // and it was not cut off before the first access
		}
		reports, output = append(reports, r), after
	}
}

func parseReport(text string) Report {
	r := Report{Text: banner + text}
	seen := 0
	for section := range strings.SplitSeq(text, "\n\n") {
		head, body, _ := strings.Cut(strings.TrimLeft(section, "\n"), "\n")
		stack, _ := Stack(body)
		if a, ok := access(head); ok && seen < 2 {
			a.Stack, a.Restored = stack, restored(stack)
			r.Accesses[seen] = a
			seen++
			continue
		}
		if id, state, ok := creation(head); ok {
			for i := range r.Accesses {
				if a := &r.Accesses[i]; a.Goroutine == id && i < seen {
					a.State, a.Created = state, stack
				}
			}
		}
	}
	return r
}

// access parses the first line of an access: "Previous atomic write at 0x00c000012345 by goroutine 7:".
func access(line string) (a Access, ok bool) {
	what, by, _ := strings.Cut(line, " at ")
	a.Address, by, _ = strings.Cut(by, " by ")
	a.Kind, a.Atomic = strings.CutPrefix(strings.ToLower(strings.TrimPrefix(what, "Previous ")), "atomic ")
	if a.Kind != "read" && a.Kind != "write" || !strings.HasPrefix(a.Address, "0x") {
		return a, false
	}
	if by == "main goroutine:" {
		return a, true
	}
	id, named := strings.CutPrefix(by, "goroutine ")
	a.Goroutine, ok = number(strings.TrimSuffix(id, ":"))
	return a, named && ok
}

// creation parses the first line of where a goroutine was created: "Goroutine 7 (running) created at:".
func creation(line string) (id int, state string, ok bool) {
	who, named := strings.CutPrefix(line, "Goroutine ")
	who, created := strings.CutSuffix(who, ") created at:")
	who, state, _ = strings.Cut(who, " (")
	id, ok = number(who)
	return id, state, ok && named && created
}

// number parses one that Go prints: without a sign.
func number(digits string) (int, bool) {
	n, err := strconv.ParseUint(digits, 10, 31)
	return int(n), err == nil
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
