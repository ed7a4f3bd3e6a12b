package explore

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"threadlab/racecases/explore/scheduler"
)

// A Line is one line of a timeline.
type Line struct {
	Text     string
	Deviates bool // here the schedule departs from the default
}

// A Source returns the lines of a file, as places name it; nil: not known.
type Source func(file string) []string

// Timeline draws a schedule, one column per goroutine, one line per step. It shows
// the line of code that the step is on: the innermost in the folder of the case.
// Steps of one goroutine on one line of code are drawn once. Goroutines that wait in the
// end come last. Where more than one file takes part, each has a letter, which stands
// before its line numbers. Of a long schedule the middle is left out, but for what
// deviates.
func Timeline(trace []scheduler.Event, waits []scheduler.Wait, folder string, width int, source Source) []Line {
	goroutines := 1
	for _, w := range waits {
		text := waitsFor
		if accessed(w.Op) != "" {
			text = isNext
		}
		trace = append(trace, scheduler.Event{Goroutine: w.Goroutine, Op: text, Where: w.Where})
	}
	for _, e := range trace {
		goroutines = max(goroutines, e.Goroutine+1)
	}
	indent := min(24, (width-margin-least)/goroutines)
	if indent < narrow {
		indent = 0 // there are too many for columns: each line names its own
	}
	var lines []Line
	files := filesOf(trace, folder)
	last := ""
	for _, e := range trace {
		text := describe(e, folder, files, source)
		if indent == 0 {
			text = fmt.Sprintf("g%d: %s", e.Goroutine, text)
		}
		here := fmt.Sprint(e.Goroutine, text)
		if here == last && !e.Deviates {
			continue
		}
		last = here
		mark := "  "
		if e.Deviates {
			mark = "» "
		}
		lines = append(lines, Line{cut(mark+strings.Repeat(" ", e.Goroutine*indent)+text, width), e.Deviates})
	}
	head := files.legend(width)
	if indent > 0 {
		head = append(head, Line{Text: header(goroutines, indent, width)})
	}
	return append(head, shorten(lines)...)
}

// What is shown of a long schedule.
const (
	shownFirst = 20
	shownLast  = 80
)

// shorten leaves out the middle of many lines, but for those that deviate.
func shorten(lines []Line) []Line {
	if len(lines) <= shownFirst+shownLast {
		return lines
	}
	short := slices.Clone(lines[:shownFirst])
	left := 0
	tell := func() {
		if left > 0 {
			short = append(short, Line{Text: fmt.Sprintf("  … %d lines", left)})
		}
		left = 0
	}
	for _, line := range lines[shownFirst : len(lines)-shownLast] {
		if !line.Deviates {
			left++
			continue
		}
		tell()
		short = append(short, line)
	}
	tell()
	return append(short, lines[len(lines)-shownLast:]...)
}

// A fileList is the files that take part in a schedule, in the order of their coming.
type fileList []string

func filesOf(trace []scheduler.Event, folder string) fileList {
	var list fileList
	for _, e := range trace {
		if f, ok := Place(e.Where, folder); ok && !slices.Contains(list, f.File) {
			list = append(list, f.File)
		}
	}
	return list
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// mark returns what tells the lines of a file from those of others.
func (l fileList) mark(file string) string {
	if len(l) < 2 {
		return ""
	}
	i := min(slices.Index(l, file), len(letters)-1)
	return letters[i : i+1]
}

// legend says what the marks stand for.
func (l fileList) legend(width int) []Line {
	if len(l) < 2 {
		return nil
	}
	lines := []Line{{Text: " "}}
	for _, file := range l[:min(len(l), len(letters))] {
		name := " " + l.mark(file) + " " + path.Base(file)
		if at := &lines[len(lines)-1]; len(at.Text)+len(name) <= width {
			at.Text += name
		} else {
			lines = append(lines, Line{Text: cut(" "+name, width)})
		}
	}
	return lines
}

// What stands before the place where a goroutine is in the end.
const (
	waitsFor = "waits:"
	isNext   = "next:"
)

// accessed says what a step does that is one access of several on its line.
func accessed(op string) string {
	switch op {
	case "read":
		return "load: "
	case "write":
		return "store: "
	}
	return ""
}

const (
	margin = 2  // where deviations are marked
	least  = 34 // what the last column needs
	narrow = 4  // columns are no narrower
)

func header(goroutines, indent, width int) string {
	text := strings.Repeat(" ", margin)
	for g := range goroutines {
		name := Name(g)
		if len(name)+1 >= indent && g > 0 {
			name = fmt.Sprintf("g%d", g)
		}
		text += fmt.Sprintf("%-*s", indent, name)
	}
	return strings.TrimRight(cut(text, width), " ")
}

// Name returns what people call a goroutine.
func Name(g int) string {
	if g == 0 {
		return "main"
	}
	return fmt.Sprintf("goroutine %d", g)
}

// describe returns the line number and the code of a step.
func describe(e scheduler.Event, folder string, files fileList, source Source) string {
	f, ok := Place(e.Where, folder)
	if !ok {
		return e.Op
	}
	if e.Op == "start" {
		return fmt.Sprintf("%s%d starts", files.mark(f.File), f.Line)
	}
	waits := ""
	if e.Op == waitsFor || e.Op == isNext {
		waits = e.Op + " "
	}
	lines := source(f.File)
	if f.Line < 1 || f.Line > len(lines) {
		return fmt.Sprintf("%s:%d %s", path.Base(f.File), f.Line, e.Op)
	}
	code, _, _ := strings.Cut(lines[f.Line-1], "//")
	return waits + fmt.Sprintf("%s%d %s%s", files.mark(f.File), f.Line, accessed(e.Op), strings.Join(strings.Fields(code), " "))
}

// Place returns the innermost frame in a folder, or else the innermost one.
func Place(frames []scheduler.Frame, folder string) (scheduler.Frame, bool) {
	for _, f := range frames {
		if path.Dir(f.File) == folder {
			return f, true
		}
	}
	if len(frames) == 0 {
		return scheduler.Frame{}, false
	}
	return frames[0], true
}

func cut(text string, width int) string {
	if runes := []rune(text); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return text
}
