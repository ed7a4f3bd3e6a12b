package board

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
)

// place is where a goroutine stands, in the code that is shown.
func (b Board) place(g scheduler.GoroutineState) (scheduler.Frame, bool) {
	if g.Status == scheduler.Ended || len(g.Where) == 0 {
		return scheduler.Frame{}, false
	}
	return explore.Place(g.Where, b.Folder)
}

// File returns the file that is shown: that in which most goroutines stand, one that can go
// on before others; empty: none.
func (b Board) File(s scheduler.State) string {
	weight, best := map[string]int{}, ""
	for _, g := range s.Goroutines {
		f, ok := b.place(g)
		if !ok || g.Init || b.Folder != "" && path.Dir(f.File) != b.Folder {
			continue
		}
		weight[f.File] += 2 - rank(g)
		if best == "" || weight[f.File] > weight[best] {
			best = f.File
		}
	}
	return best
}

// source draws the lines around where goroutines stand.
func (b Board) source(s scheduler.State) []string {
	file := b.File(s)
	text := b.Source(file)
	if file == "" || len(text) == 0 {
		return nil
	}
	standing := map[int][]int{} // the goroutines of a line
	var first, others []int     // lines: of goroutines that can go on, and those of others
	for _, g := range s.Goroutines {
		f, ok := b.place(g)
		if !ok || f.File != file || f.Line > len(text) {
			continue
		}
		standing[f.Line] = append(standing[f.Line], g.ID)
		if rank(g) == 0 {
			first = append(first, f.Line)
		} else {
			others = append(others, f.Line)
		}
	}
	var lines []string
	last := 0
	most := sourceLines
	if s.Over {
		most = sourceAtEnd
	}
	for _, n := range window(append(first, others...), len(text), most) {
		if last > 0 && n != last+1 {
			lines = append(lines, b.Screen.Faint(fmt.Sprintf("%12s    …", "")))
		}
		lines, last = append(lines, b.line(text, file, n, standing[n])), n
	}
	return lines
}

// line draws a line of code and the goroutines that stand there.
func (b Board) line(text []string, file string, n int, standing []int) string {
	mark := " "
	if slices.Contains(b.Open, play.Statement(scheduler.Frame{File: file, Line: n})) {
		mark = "+"
	}
	code := strings.ReplaceAll(strings.TrimRight(wanted.ReplaceAllString(text[n-1], ""), " \t"), "\t", "    ")
	code = ansi.Truncate(code, b.Screen.Width()-19, "…")
	return b.names(standing, 12) + b.Screen.Faint(fmt.Sprintf(" %4d%s ", n, mark)) + b.Screen.Go(code)
}

// wanted is the mark of a line that takes part in a bug: to be found by the player.
var wanted = regexp.MustCompile(`\s*// want:.*`)

// names are those of as many goroutines as fit, right-aligned.
func (b Board) names(ids []int, width int) string {
	for n := len(ids); ; n-- {
		var names []string
		for _, id := range ids[:n] {
			names = append(names, b.name(id))
		}
		if more := len(ids) - n; more > 0 {
			names = append(names, fmt.Sprintf("+%d", more))
		}
		text := strings.Join(names, " ")
		if used := ansi.StringWidth(text); used <= width || n == 0 {
			return strings.Repeat(" ", max(0, width-used)) + text
		}
	}
}

// window returns which lines of a text to show: as much around those that matter as fits.
// Where there is a gap a line is left for it. Of too many those that come first count.
func window(matter []int, lines, most int) []int {
	if len(matter) == 0 {
		return nil
	}
	for count := len(matter); count > 0; count-- {
		for around := most; around >= 0; around-- {
			shown, gaps := within(matter[:count], lines, around)
			if len(shown)+gaps <= most {
				return widen(shown, lines, most-gaps)
			}
		}
	}
	return nil
}

// within returns the lines that are not further from others than that, and the gaps between.
func within(matter []int, lines, around int) (shown []int, gaps int) {
	for n := 1; n <= lines; n++ {
		near := slices.ContainsFunc(matter, func(m int) bool { return n >= m-around && n <= m+around })
		if !near {
			continue
		}
		switch last := len(shown) - 1; {
		case last >= 0 && shown[last] == n-2: // a line takes as much room as its gap
			shown = append(shown, n-1)
		case last >= 0 && shown[last] < n-2:
			gaps++
		}
		shown = append(shown, n)
	}
	return shown, gaps
}

// widen adds lines in front, and then after, as long as there is room.
func widen(shown []int, lines, most int) []int {
	for len(shown) < most && shown[0] > 1 {
		shown = slices.Insert(shown, 0, shown[0]-1)
		if last := shown[len(shown)-1]; len(shown) < most && last < lines {
			shown = append(shown, last+1)
		}
	}
	for last := shown[len(shown)-1]; len(shown) < most && last < lines; last++ {
		shown = append(shown, last+1)
	}
	return shown
}

// at says where a goroutine stands that is in another file than the one that is shown.
func (b Board) at(g scheduler.GoroutineState, file string) string {
	f, ok := b.place(g)
	if !ok || f.File == file || g.Status == scheduler.Failed {
		return ""
	}
	return fmt.Sprintf(", at %s:%d", path.Base(f.File), f.Line)
}
