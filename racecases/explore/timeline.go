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
	Step     Step // that it draws; the zero value, of a line that draws none
}

// A Step is what a timeline shows of a goroutine at a line of code.
type Step struct {
	Goroutine int    // or scheduler.Clock
	Text      string // uncut
	File      string // as frames name it; empty: at no line of the program
	Number    int    // of the line in it
	Deviates  bool
	Draws     bool // and what it drew was another value, rather than the goroutine another one
	Chooses   bool // and the goroutine has taken another case of a select, or the like
}

// A View says how a schedule is drawn.
type View struct {
	Folder string // calls in it stand for the calls that they make; empty: see [Place]
	Width  int    // of a line, in characters
	Lines  int    // how many there may be, besides those that deviate; 0: as many as there are
	Source Source
}

// Timeline draws a schedule, one column per goroutine, one line per step, which is the
// line of code that the step is on. Steps of one goroutine on one line of code are drawn
// once, and a loop of steps once, with the number of its rounds. Goroutines that wait in
// the end come last, and so do the two accesses of a race, the earlier one first. Where more than one file takes part, each has a letter, which stands
// before its line numbers. Where there are more goroutines than columns, those that do
// the same share one. Of a long schedule the middle is left out, but for what deviates.
func (v View) Timeline(trace []scheduler.Event, f *scheduler.Failure) []Line {
	d := v.draw(trace, f)
	return append(append(d.files.legend(v.Width), d.columns.legend(v.Width)...), d.lines...)
}

// Steps is Timeline for what has columns of its own: the lines from the first step on, and
// what is to be said about those goroutines that have none.
func (v View) Steps(trace []scheduler.Event, f *scheduler.Failure) (lines []Line, notes []string) {
	d := v.draw(trace, f)
	return d.lines, d.columns.notes
}

// A drawing is a timeline, and what its legend is about.
type drawing struct {
	files   fileList
	columns columns
	lines   []Line
}

func (v View) draw(trace []scheduler.Event, f *scheduler.Failure) drawing {
	v.Source = v.Source.once()
	trace = append(withoutInit(trace), endOf(f)...)
	files := filesOf(trace, v.Folder)
	steps := v.steps(trace, files)
	columns := v.columnsFor(steps)
	var lines []Line
	for _, s := range steps {
		if at, drawn := columns.at[s.Goroutine]; drawn || s.Goroutine == scheduler.Clock {
			lines = append(lines, v.line(s, at, columns.named))
		}
	}
	return drawing{files, columns, v.shorten(fold(lines))}
}

// withoutInit leaves out the initialisation of packages, unless the schedule departs from
// the default there, or ends there.
func withoutInit(trace []scheduler.Event) []scheduler.Event {
	matters := func(e scheduler.Event) bool { return e.Init && e.Deviates }
	if n := len(trace); n == 0 || trace[n-1].Init || slices.ContainsFunc(trace, matters) {
		return slices.Clip(trace)
	}
	return slices.DeleteFunc(slices.Clone(trace), func(e scheduler.Event) bool { return e.Init })
}

// steps describes the events. Of those that follow each other and look alike one is left.
func (v View) steps(trace []scheduler.Event, files fileList) []Step {
	var steps []Step
	for _, e := range trace {
		if len(e.Where) == 0 && e.Op != "start" && e.Goroutine != scheduler.Clock {
			continue // a release inside of the model, at no line of the program
		}
		at, _ := Place(e.Where, v.Folder)
		s := Step{e.Goroutine, v.describe(e, files), at.File, at.Line, e.Deviates, e.Drew != "", e.Chose}
		if n := len(steps); n > 0 && !s.Deviates && steps[n-1].Goroutine == s.Goroutine && steps[n-1].Text == s.Text {
			continue
		}
		steps = append(steps, s)
	}
	return steps
}

// line draws a step at a distance from the margin, or after the name of its goroutine.
func (v View) line(s Step, at int, named bool) Line {
	text, mark := s.Text, "  "
	if named && s.Goroutine != scheduler.Clock {
		text = scheduler.GoroutineName(s.Goroutine) + ": " + text
	}
	if s.Deviates {
		mark = "» "
	}
	return Line{cut(mark+strings.Repeat(" ", at)+text, v.Width), s.Deviates, s}
}

// A fileList is the files that take part in a schedule, in the order of their coming.
type fileList []string

func filesOf(trace []scheduler.Event, folder string) fileList {
	var list fileList
	seen := map[string]bool{}
	for _, e := range trace {
		if f, ok := Place(e.Where, folder); ok && !seen[f.File] {
			seen[f.File] = true
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
	for i := range min(len(l), len(letters)-1) {
		if l[i] == file {
			return letters[i : i+1]
		}
	}
	return letters[len(letters)-1:]
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
	races    = "races:"
)

// isEnd reports whether an operation, or the text of a step, is one of these.
func isEnd(op string) bool {
	return slices.ContainsFunc([]string{waitsFor, isNext, races}, func(end string) bool { return strings.HasPrefix(op, end) })
}

// endOf returns where the goroutines of a failure are in the end. The trace of a race ends at
// the last point before the later access, wherever the earlier one was in it.
func endOf(f *scheduler.Failure) (end []scheduler.Event) {
	if f == nil {
		return nil
	}
	for _, w := range f.Waits {
		text := waitsFor
		if accessed(w.Op) != "" {
			text = isNext
		}
		end = append(end, scheduler.Event{Goroutine: w.Goroutine, Op: text, Where: w.Where})
	}
	for _, x := range slices.Backward(f.Races) {
		end = append(end, scheduler.Event{Goroutine: x.Goroutine, Op: races + " " + x.Op, Where: x.Where})
	}
	return end
}

// accessed says what a step does that is one access of several on its line.
func accessed(op string) string {
	switch op {
	case "read":
		return "load: "
	case "write":
		return "store: "
	}
	if op, raced := strings.CutPrefix(op, races+" "); raced {
		return op + ": "
	}
	return ""
}

// describe returns the line number and the code of a step.
func (v View) describe(e scheduler.Event, files fileList) string {
	f, ok := Place(e.Where, v.Folder)
	op, access := e.Op, accessed(e.Op)
	if e.Drew != "" {
		op += " " + e.Drew
		access = op + ": "
	}
	if !ok {
		return op
	}
	if e.Op == "start" {
		return fmt.Sprintf("%s%d starts", files.mark(f.File), f.Line)
	}
	end := ""
	if isEnd(e.Op) {
		end, _, _ = strings.Cut(e.Op, " ")
		end += " "
	}
	lines := v.Source(f.File)
	if f.Line < 1 || f.Line > len(lines) {
		return fmt.Sprintf("%s:%d %s", path.Base(f.File), f.Line, op)
	}
	code, _, _ := strings.Cut(lines[f.Line-1], "//")
	return end + fmt.Sprintf("%s%d %s%s", files.mark(f.File), f.Line, access, strings.Join(strings.Fields(code), " "))
}

func cut(text string, width int) string {
	if runes := []rune(text); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return text
}
