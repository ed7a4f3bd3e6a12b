package main

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
)

// broken shows how the broken half was caught: the tool's verdict, the lines that take part, and what came of it.
func (s show) broken(r campaign.Result) {
	s.out.Println("")
	f, ok := evidence(r)
	if !ok {
		s.out.Println(s.out.Bad("  ✗ broken") + fmt.Sprintf("    %s in %d runs", strings.ToUpper(string(r.Verdict)), r.Trials))
		s.out.Println(indent(explain(r), "      "))
		return
	}
	head := fmt.Sprintf("%s, caught in run %d of %d (%d ms)", f.Title(), r.First, r.Allowed,
		r.FirstTook.Round(time.Millisecond).Milliseconds())
	s.out.Paragraph(head, s.out.Bad("  ✗ broken")+"    ")
	if s.raw {
		s.out.Println(strings.TrimRight(f.Text, "\n"))
	} else {
		width := 6
		for _, p := range f.Places {
			width = max(width, len(p.What))
		}
		for _, p := range f.Places {
			s.out.Println(s.place(p, width))
		}
	}
	s.outcome(r)
}

// evidence returns the finding to show: that of the case's own detector first.
func evidence(r campaign.Result) (detect.Finding, bool) {
	var best proof.Finding
	for _, f := range r.Evidence {
		if f.Caught() && (best.Detector == "" || f.Detector == r.Ref.Case.Show && best.Detector != r.Ref.Case.Show) {
			best = f
		}
	}
	return best.Finding, best.Detector != ""
}

// place shows one line that takes part, on one line of the page if it fits.
func (s show) place(p detect.Place, width int) string {
	where := fmt.Sprintf("%s:%d", path.Base(p.Frame.File), p.Frame.Line)
	who := fmt.Sprintf("goroutine %d", p.Goroutine)
	if p.Goroutine == 0 {
		who = "the main goroutine"
	}
	code := s.line(p.Frame)
	head := fmt.Sprintf("      %-*s  %s", width, p.What, where)
	if len(head)+len(code)+len(who)+6 <= s.out.Width() {
		return fmt.Sprintf("%s   %s   %s", head, s.out.Go(code), s.out.Faint(who))
	}
	return fmt.Sprintf("%s   %s\n          %s", head, s.out.Faint(who), s.out.Go(ansi.Truncate(code, s.out.Width()-10, "…")))
}

// line returns the source of a frame's line, without its marker.
func (s show) line(f detect.Frame) string {
	text, err := s.ref.Text(corpus.Broken)
	if err != nil {
		return ""
	}
	lines := strings.Split(text, "\n")
	if f.Line < 1 || f.Line > len(lines) {
		return ""
	}
	code, _, _ := strings.Cut(lines[f.Line-1], "// want:")
	return strings.TrimSpace(code)
}

// outcome says what came of the run, if it came to an end.
func (s show) outcome(r campaign.Result) {
	if !r.Output.Done {
		return
	}
	detail, row := r.Output.Record.Detail, s.ref.Case.Grade(r.Output.Record.Outcome)
	if detail == "" {
		detail = "outcome " + r.Output.Record.Outcome
	}
	text := fmt.Sprintf("%s (%s: %s)", detail, row.Grade, row.Means)
	if row.Grade == corpus.Acceptable { // a word of comfort would contradict the verdict above it
		text = fmt.Sprintf("%s (right this time: %s; the bug was seen all the same)", detail, row.Means)
	}
	s.out.Paragraph(text, "      ")
}
