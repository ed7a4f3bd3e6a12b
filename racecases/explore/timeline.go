package explore

import (
	"fmt"
	"path"
	"strings"

	"threadlab/racecases/explore/sched"
)

// A Line is one line of a timeline.
type Line struct {
	Text     string
	Deviates bool // here the schedule departs from the default
}

// Timeline draws a schedule, one column per goroutine, one line per step. It shows
// the line of code that the step is on: the innermost in the folder of the case.
// Steps of one goroutine on one line of code are drawn once. Those who wait in the end
// come last. Source returns the lines of a file.
func Timeline(trace []sched.Event, waits []sched.Wait, folder string, width int, source func(file string) []string) []Line {
	goroutines := 1
	for _, w := range waits {
		text := waitsFor
		if accessed(w.Op) != "" {
			text = isNext
		}
		trace = append(trace, sched.Event{Goroutine: w.Goroutine, Op: text, Where: w.Where})
	}
	for _, e := range trace {
		goroutines = max(goroutines, e.Goroutine+1)
	}
	indent := min(24, (width-margin-least)/goroutines)
	lines := []Line{{Text: header(goroutines, indent, width)}}
	last := ""
	for _, e := range trace {
		text := describe(e, folder, source)
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
func describe(e sched.Event, folder string, source func(string) []string) string {
	f, ok := Place(e.Where, folder)
	if !ok {
		return e.Op
	}
	if e.Op == "start" {
		return fmt.Sprintf("%d starts", f.Line)
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
	return waits + fmt.Sprintf("%d %s%s", f.Line, accessed(e.Op), strings.Join(strings.Fields(code), " "))
}

// Place returns the innermost frame in a folder, or else the innermost one.
func Place(frames []sched.Frame, folder string) (sched.Frame, bool) {
	for _, f := range frames {
		if path.Dir(f.File) == folder {
			return f, true
		}
	}
	if len(frames) == 0 {
		return sched.Frame{}, false
	}
	return frames[0], true
}

func cut(text string, width int) string {
	if runes := []rune(text); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return text
}
