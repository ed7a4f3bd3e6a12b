package corpus

import (
	"fmt"
	"strings"
)

// A Mark is a line of a broken half that takes part in the bug, as written in a
// comment at its end:
//
//	counter++        // want: race write, race read
//	a.x = 1          // want: race write A
//	results <- v     // want: wait chan send
//	mu.Unlock()      // want: fatal sync: unlock of unlocked mutex
//	close(ch)        // want: panic close of closed channel
//	for !stop {      // want: race read; unseen: says why nothing hits it
//	add(*t)          // want: vet copylocks, staticcheck SA2001
//
// A capital letter pairs the accesses of a race where a case has several; the
// reason after unseen is about the last mark of its line. What follows panic and
// fatal is part of the message; what follows wait is the reason that Go's
// goroutine dumps give; what follows vet and staticcheck is the one analyzer or
// check that reports the line.
type Mark struct {
	File   string // base name
	Line   int
	Kind   MarkKind
	Text   string // the reason of a wait, part of the message of a panic or fatal error, the name of a linter's check
	Pair   string // the letter of a race
	Unseen string // why no detector hits it, if none does
}

// A MarkKind says what happens on a marked line.
type MarkKind string

// The kinds of marks.
const (
	RaceRead  MarkKind = "race read"
	RaceWrite MarkKind = "race write"
	Wait      MarkKind = "wait"
	Panic     MarkKind = "panic"
	Fatal     MarkKind = "fatal"

	VetFinding         MarkKind = "vet"
	StaticcheckFinding MarkKind = "staticcheck"
)

func (m Mark) String() string {
	s := string(m.Kind)
	for _, part := range []string{m.Text, m.Pair} {
		if part != "" {
			s += " " + part
		}
	}
	return fmt.Sprintf("%s:%d %s", m.File, m.Line, s)
}

// OfMutex reports whether a goroutine that waits here waits for a mutex of sync.
func (m Mark) OfMutex() bool {
	return m.Kind == Wait && (strings.HasPrefix(m.Text, "sync.Mutex.") || strings.HasPrefix(m.Text, "sync.RWMutex."))
}

const wantPrefix = "// want:"

// Marks returns the marks of a half's source. Only comments count: the same words inside a string do not.
func (r Ref) Marks(h Half) ([]Mark, error) {
	text, err := r.Text(h)
	if err != nil {
		return nil, err
	}
	return ParseMarks(r.Case.File(h), text)
}

// ParseMarks returns the marks of a Go file.
func ParseMarks(file, text string) ([]Mark, error) {
	var marks []Mark
	for comment, at := range comments(text) {
		want, ok := strings.CutPrefix(comment, wantPrefix)
		if !ok {
			continue
		}
		line, err := parseWant(want)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, at.Line, err)
		}
		for _, m := range line {
			m.File, m.Line = file, at.Line
			marks = append(marks, m)
		}
	}
	return marks, nil
}

func parseWant(s string) ([]Mark, error) {
	list, why, hasWhy := strings.Cut(s, "; unseen:")
	why = strings.TrimSpace(why)
	if hasWhy && why == "" {
		return nil, fmt.Errorf("marker %q: unseen needs a reason", strings.TrimSpace(s))
	}
	var marks []Mark
	for item := range strings.SplitSeq(list, ",") {
		m, err := parseMark(strings.Fields(item))
		if err != nil {
			return nil, err
		}
		marks = append(marks, m)
	}
	marks[len(marks)-1].Unseen = why
	return marks, nil
}

func parseMark(words []string) (Mark, error) {
	bad := fmt.Errorf("marker %q: want race read|write [LETTER], wait REASON, panic [TEXT], fatal [TEXT], vet ANALYZER or staticcheck CHECK",
		strings.Join(words, " "))
	if len(words) == 0 {
		return Mark{}, bad
	}
	rest := strings.Join(words[1:], " ")
	switch MarkKind(words[0]) {
	case Panic, Fatal:
		return Mark{Kind: MarkKind(words[0]), Text: rest}, nil
	case VetFinding, StaticcheckFinding:
		if len(words) != 2 {
			return Mark{}, bad
		}
		return Mark{Kind: MarkKind(words[0]), Text: rest}, nil
	case Wait:
		if rest == "" {
			return Mark{}, bad
		}
		return Mark{Kind: Wait, Text: rest}, nil
	}
	if words[0] != "race" || len(words) < 2 || len(words) > 3 || (words[1] != "read" && words[1] != "write") {
		return Mark{}, bad
	}
	m := Mark{Kind: MarkKind("race " + words[1])}
	if len(words) == 3 {
		if m.Pair = words[2]; len(m.Pair) != 1 || m.Pair[0] < 'A' || m.Pair[0] > 'Z' {
			return Mark{}, bad
		}
	}
	return m, nil
}
