package explore

import (
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/explore/scheduler"
)

// columns are where the goroutines of a timeline are drawn.
type columns struct {
	at     map[int]int // how far from the margin; one that is missing is not drawn
	header string      // the names above the columns
	notes  []string    // what the header does not say
	named  bool        // there is no room for columns: each line names its goroutine
}

const (
	margin = 2  // where deviations are marked
	least  = 34 // what the last column needs
	narrow = 5  // columns are no narrower
	wide   = 24 // nor wider
)

// columnsFor gives each goroutine a column. If they are too many, goroutines that do the
// same share one; if there are still too many, only those with a part in the failure
// have one: that deviate from the default or wait in the end, and the main goroutine.
func (v View) columnsFor(steps []Step) columns {
	room := (v.Width - margin - least) / narrow
	all := historiesOf(steps)
	shown := all
	var notes []string
	if len(shown) > room {
		shown, notes = share(shown)
	}
	if len(shown) > room {
		part := slices.DeleteFunc(slices.Clone(shown), func(h *history) bool { return !h.takesPart() })
		if len(part) > 0 && len(part) <= room {
			notes = append(notes, fmt.Sprintf("%d others, which all come to their end, are not drawn", len(shown)-len(part)))
			shown = part
		}
	}
	c := columns{at: map[int]int{}, notes: notes}
	if len(shown) > room {
		c.named = true
		for _, h := range shown {
			c.at[h.goroutine] = 0
		}
		return c
	}
	indent := min(wide, (v.Width-margin-least)/max(len(shown), 1))
	c.header = strings.Repeat(" ", margin)
	for i, h := range shown {
		c.at[h.goroutine] = i * indent
		name := Name(h.goroutine)
		if len(name)+1 >= indent && h.goroutine > 0 {
			name = scheduler.GoroutineName(h.goroutine)
		}
		c.header += fmt.Sprintf("%-*s", indent, name)
	}
	return c
}

// legend is what stands above the first step.
func (c columns) legend(width int) []Line {
	var lines []Line
	for _, note := range c.notes {
		for _, text := range wrapped(note, width-2) {
			lines = append(lines, Line{Text: "  " + text})
		}
	}
	if !c.named {
		lines = append(lines, Line{Text: strings.TrimRight(cut(c.header, width), " ")})
	}
	return lines
}

// wrapped breaks a text between words, into lines of at most so many columns where the words allow it.
func wrapped(text string, width int) []string {
	var lines []string
	for word := range strings.FieldsSeq(text) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// A history is what one goroutine does.
type history struct {
	goroutine int
	text      string // all its steps
	deviates  bool
	last      string
}

func (h *history) takesPart() bool {
	return h.goroutine == 0 || h.deviates || isEnd(h.last)
}

// historiesOf returns what each goroutine does, in the order of their numbers.
func historiesOf(steps []Step) []*history {
	of := map[int]*history{}
	var all []*history
	for _, s := range steps {
		if s.Goroutine == scheduler.Clock {
			continue
		}
		h := of[s.Goroutine]
		if h == nil {
			h = &history{goroutine: s.Goroutine}
			of[s.Goroutine] = h
			all = append(all, h)
		}
		h.text += s.Text + "\n"
		h.last = s.Text
		h.deviates = h.deviates || s.Deviates
	}
	slices.SortFunc(all, func(a, b *history) int { return a.goroutine - b.goroutine })
	return all
}

// share leaves one of several goroutines that do the same and never deviate, and says for
// how many others it stands.
func share(all []*history) (shown []*history, notes []string) {
	first, count := map[string]*history{}, map[*history]int{}
	for _, h := range all {
		if same := first[h.text]; same != nil && !h.deviates {
			count[same]++
			continue
		}
		if !h.deviates && h.goroutine > 0 {
			first[h.text] = h
		}
		shown = append(shown, h)
	}
	for _, h := range shown {
		if count[h] > 0 {
			notes = append(notes, fmt.Sprintf("goroutine %d stands for %d goroutines that do the same", h.goroutine, count[h]+1))
		}
	}
	return shown, notes
}

// Name returns what people call a goroutine.
func Name(g int) string {
	if g == 0 {
		return "main"
	}
	return fmt.Sprintf("goroutine %d", g)
}
