package board

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
)

// A row is a goroutine, or some that do the same, or a choice of another kind.
type row struct {
	label string // what a player types; empty: no choice
	ids   []int
	op    string
	text  string
}

// goroutines draws those that have not ended, each with its next operation, and the choices.
func (b Board) goroutines(s scheduler.State) []string {
	options := play.Options(s, b.HideDefault)
	labels := map[int]string{}
	var rows, others []row
	for _, o := range options {
		if o.Kind == scheduler.ChoosesGoroutine {
			labels[o.Goroutine] = o.Label
		} else {
			others = append(others, row{label: o.Label, text: o.Text})
		}
	}
	file := b.File(s)
	var ended []string
	for _, g := range s.Goroutines {
		label, can := labels[g.ID]
		switch {
		case g.Status == scheduler.Ended:
			ended = append(ended, scheduler.GoroutineName(g.ID))
		case !g.Init || can:
			rows = merged(rows, row{label, []int{g.ID}, op(g), b.doing(g, file, can)})
		}
	}
	lines := b.draw(rows, goroutineLines-min(len(others), goroutineLines/2))
	for _, r := range others {
		lines = append(lines, ansi.Truncate("  "+b.Screen.Bold(fmt.Sprintf("%-2s", r.label))+" "+r.text, b.Screen.Width(), "…"))
	}
	if len(ended) > 0 {
		text := ansi.Truncate("     "+strings.Join(ended, " "), b.Screen.Width()-len(" ended"), "…")
		lines = append(lines, b.Screen.Faint(text+" ended"))
	}
	return lines
}

// merged adds a row, to the last one if that waits in the same way.
func merged(rows []row, r row) []row {
	if last := len(rows) - 1; last >= 0 && r.label == "" && rows[last].label == "" && rows[last].op == r.op && rows[last].text == r.text {
		rows[last].ids = append(rows[last].ids, r.ids...)
		return rows
	}
	return append(rows, r)
}

// maxOp is how wide the column of operations is at most.
const maxOp = 32

// op is the next operation of a goroutine. One that has failed is in the middle of it.
func op(g scheduler.GoroutineState) string {
	if g.Status == scheduler.Failed {
		return ""
	}
	return strings.TrimPrefix(g.Op, "sync.")
}

// doing says what a goroutine does, besides its operation.
func (b Board) doing(g scheduler.GoroutineState, file string, can bool) string {
	text := string(g.Status)
	switch {
	case g.Status == scheduler.Failed:
		text = "✗ failed"
	case g.Status == scheduler.Waits && g.For != "":
		text = "waits: " + g.For
	case g.Status == scheduler.CanGoOn && !can:
		text = "could go on"
	}
	if g.Stores != "" {
		text += ", about to store " + g.Stores
	}
	return text + b.at(g, file)
}

// draw sets rows, with the numbers of those that do not fit in one line.
func (b Board) draw(rows []row, most int) (lines []string) {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.op))
	}
	width = min(width, maxOp)
	for i, r := range rows {
		if i == most-1 && len(rows) > most {
			var rest []string
			for _, r := range rows[i:] {
				rest = append(rest, scheduler.GoroutineName(r.ids[0]))
			}
			text := fmt.Sprintf("     … and %d more: %s", len(rest), strings.Join(rest, " "))
			return append(lines, ansi.Truncate(text, b.Screen.Width(), "…"))
		}
		names := b.left(r.ids, 8)
		line := fmt.Sprintf("  %s %s %-*s  %s", b.Screen.Bold(fmt.Sprintf("%-2s", r.label)), names, width, ansi.Truncate(r.op, width, "…"), r.text)
		lines = append(lines, ansi.Truncate(line, b.Screen.Width(), "…"))
	}
	return lines
}

// left are the names of some goroutines, left-aligned.
func (b Board) left(ids []int, width int) string {
	if last := ids[len(ids)-1]; len(ids) > 2 && last-ids[0] == len(ids)-1 {
		return fmt.Sprintf("%-*s", width, fmt.Sprintf("g%d-g%d", ids[0], last))
	}
	text := strings.TrimLeft(b.names(ids, width), " ")
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}
