package matrix

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// page is a Markdown page that grows.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *page) table(head []string, rows [][]string) {
	p.line("| %s |", strings.Join(head, " | "))
	p.line("|%s", strings.Repeat("---|", len(head)))
	for _, row := range rows {
		p.line("| %s |", strings.Join(row, " | "))
	}
	p.line("")
}

// sessions shows when what was measured, and by which command.
func (p *page) sessions(groups ...[]campaign.Session) {
	var rows [][]string
	for _, all := range groups {
		rows = append(rows, sessionRows(all)...)
	}
	p.table([]string{"begun", "commit", "Go", "CPUs", "kernel", "load before", "command"}, rows)
}

// Page is the matrix for people.
func (m Matrix) Page() string {
	var p page
	p.line("# Which detector sees which bug\n")
	p.line("Made by `go tool threadlab matrix -merge` from the raw lines beside it; nothing here is written by hand.")
	p.line("`%s` holds every cell, [ci.md](ci.md) says what to run for which class of bug, and [heat.svg](heat.svg) is this page at a glance.\n", "matrix.json")
	m.grade(&p)
	m.scorePage(&p)
	m.classPage(&p)
	m.casePage(&p)
	m.comparedPage(&p)
	m.overheadPage(&p)
	p.line("## To repeat a cell\n")
	p.line("    go tool threadlab matrix -case lock/abba -build race -procs 2 -trials 300 -o -\n")
	p.line("prints the raw line. A trial by itself: `go tool threadlab run -build race -procs 2 lock/abba`.")
	return p.String()
}

// grade tells how much of the matrix was measured, by how many trials, and when.
func (m Matrix) grade(p *page) {
	total, claim, trials := 0, 0, 0
	for _, c := range m.folded {
		total++
		trials += c.Trials
		if c.Build.Once() || c.Trials >= 73 {
			claim++
		}
	}
	p.line("## What was measured\n")
	p.line("%d cells, each one half of one case in one build at one GOMAXPROCS; %d trials, each a process of its own.", total, trials)
	p.line("%d of %d cells have the 73 trials or more that \"always\" needs (one for a linter and for the explorer); of the others the labels say how many there were.\n", claim, total)
	p.sessions(m.Sessions)
	p.line("Labels: **always**, the Wilson 95 %% interval lies above 0.95; **never**, no hit in 300 trials or more; **none in N**, no hit in N; else **sometimes**.\n")
}

func (m Matrix) scorePage(p *page) {
	p.line("## How good each detector is\n")
	p.line("Each in its own build. A case counts as seen if one of the first %d trials of its broken half was reported at the marked lines.", Budget)
	p.line("A report elsewhere is a miss and a false positive at once. In brackets the 95 %% interval: bootstrap over cases, the halves of a pair together, 10,000 resamples.\n")
	var rows [][]string
	for _, s := range m.Scores {
		rows = append(rows, []string{
			string(s.Detector), string(s.Build), fmt.Sprint(s.Cases), fmt.Sprint(s.Excluded), s.InScope.String(), s.Recall.String(),
			s.Precision.String(), s.Specificity.String(), s.F1.String(), s.Support.String(),
		})
	}
	p.table([]string{
		"detector", "build", "cases", "not applicable", "recall in scope", "recall of all", "precision", "specificity", "F1", "support",
	}, rows)
}

// String is the share with its interval, in hundredths.
func (s Share) String() string {
	if math.IsNaN(s.P) {
		return "-"
	}
	return fmt.Sprintf("%.2f [%.2f, %.2f]", s.P, s.Low, s.High)
}

func (m Matrix) classPage(p *page) {
	p.line("## Class by class\n")
	p.line("Broken halves seen within %d runs, of those measured. Bold: the detector claims the class.\n", Budget)
	head := []string{"class"}
	for _, s := range m.Scores {
		head = append(head, string(s.Detector))
	}
	var rows [][]string
	for _, class := range corpus.Classes() {
		row := []string{string(class)}
		for _, s := range m.Scores {
			h, cell := s.Classes[class], "-"
			if h.Of > 0 {
				cell = fmt.Sprintf("%d/%d", h.Seen, h.Of)
			}
			if h.Claimed {
				cell = "**" + cell + "**"
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	p.table(head, rows)
}

// casePage has a line for each case: what each detector made of its broken half.
func (m Matrix) casePage(p *page) {
	p.line("## Case by case\n")
	p.line("Hits of trials on the broken half, each detector in its own build (`·` none; `n/a` it cannot know the types; `-` not measured);")
	p.line("`+w` trials with a report at the wrong site; `!` trials of the correct half with a report, a false alarm.\n")
	head := []string{"case", "class"}
	for _, d := range detect.Names() {
		head = append(head, string(d))
	}
	var rows [][]string
	for _, ref := range m.refs {
		class := string(ref.Case.Class)
		if ref.Case.Negative {
			class = "negative"
		}
		row := []string{ref.Name(), class}
		for _, d := range detect.Names() {
			row = append(row, m.views[d][ref.Name()].String())
		}
		rows = append(rows, row)
	}
	p.table(head, rows)
}

func (v view) String() string {
	if !v.applies {
		return "n/a"
	}
	if !v.measured() {
		return "-"
	}
	text := "·"
	if v.seen.Hits > 0 {
		text = fmt.Sprintf("%d/%d", v.seen.Hits, v.broken.Trials)
	}
	if v.seen.Wrong > 0 {
		text += fmt.Sprintf(" +%dw", v.seen.Wrong)
	}
	if v.alarms > 0 {
		text += fmt.Sprintf(" !%d/%d", v.alarms, v.correct.Trials)
	}
	return text
}

func (m Matrix) comparedPage(p *page) {
	p.line("## Detector against detector\n")
	p.line("On the broken halves that both were run on, within %d runs: McNemar's exact test, adjusted by Holm for all %d comparisons. Only those with an adjusted p below 0.05 are listed.\n",
		Budget, len(m.Compared))
	var rows [][]string
	for _, c := range m.Compared {
		if c.PAdjusted < 0.05 {
			rows = append(rows, []string{
				string(c.A), string(c.B), fmt.Sprint(c.OnlyA), fmt.Sprint(c.OnlyB), fmt.Sprint(c.Both), fmt.Sprint(c.Neither),
				fmt.Sprintf("%.2g", c.PAdjusted),
			})
		}
	}
	if len(rows) == 0 {
		p.line("None is.\n")
		return
	}
	slices.SortStableFunc(rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	p.table([]string{"A", "B", "only A", "only B", "both", "neither", "p"}, rows)
}

func (m Matrix) overheadPage(p *page) {
	p.line("## What a build costs\n")
	p.line("Ratio to the plain build over the correct halves that take %d µs or more there: median and quartiles of the halves' own medians; memory is the process's high-water mark.\n", measurableUS)
	var rows [][]string
	for _, o := range m.Overheads {
		rows = append(rows, []string{string(o.Build), fmt.Sprint(o.Procs), fmt.Sprint(o.Halves), o.Time.String(), o.Memory.String()})
	}
	p.table([]string{"build", "GOMAXPROCS", "halves", "time", "memory"}, rows)
	if search := searchTimes(m.folded, corpus.Broken); search.Median > 0 {
		p.line("The explorer's one trial is all its searches of a half: %s ms of a processor for a broken one and %s ms for a correct one, the start of the processes included. A run of a correct half takes %s ms in the plain build and %s ms in the race build, the start of the process not included.\n",
			search, searchTimes(m.folded, corpus.Correct), runTimes(m.folded, detect.PlainBuild), runTimes(m.folded, detect.RaceBuild))
	}
}

// String is the median with both quartiles.
func (q Quartiles) String() string { return fmt.Sprintf("%.1f [%.1f, %.1f]", q.Median, q.Q1, q.Q3) }
