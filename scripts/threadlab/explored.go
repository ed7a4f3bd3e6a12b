package main

import (
	"fmt"
	"slices"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/scripts/threadlab/term"
)

// An exploredLine is a report in JSON: of a case, or of a test.
type exploredLine struct {
	V       int         `json:"v"`
	Case    string      `json:"case,omitempty"`
	Half    corpus.Half `json:"half,omitempty"`
	Module  string      `json:"module,omitempty"`
	Version string      `json:"version,omitempty"` // of the module, unless its sources are at hand
	Package string      `json:"package,omitempty"`
	Test    string      `json:"test,omitempty"`
	Notes   []string    `json:"notes,omitempty"`
	explore.Report
}

// print prints the verdict on an entry point, and how to see it again. The error is its exit status.
func (x *exploration) print(r explore.Report) error {
	if x.c.Bool("json") {
		line := x.line
		line.Report = r
		if line.Case == "" {
			line.Test = r.Entry
		}
		if r.Verdict != explore.Refused {
			line.Notes = x.program.Notes
		}
		printJSON(x.c.Root().Writer, line)
		return status(r.Verdict)
	}
	out, name := term.NewScreen(x.c.Root().Writer), x.name(r.Entry)
	if r.LeftOut != "" {
		name += ", without TestMain"
	}
	took := time.Duration(r.ElapsedMS) * time.Millisecond
	switch r.Verdict {
	case scheduler.Exhausted, scheduler.Proven:
		out.Paragraph(out.Good("✓ "+string(r.Verdict))+"   "+name, "")
		out.Println(fmt.Sprintf("  %s (%v)", exhausted(r), took))
		if r.Draws.Partial > 0 {
			out.Paragraph("for the values tried: "+partial(r.Draws), "  ")
		}
	case scheduler.Stopped:
		out.Paragraph(out.Warn("! stopped")+"   "+name, "")
		out.Println(fmt.Sprintf("  %s (%v)", passed(r.Schedules), took))
		out.Paragraph(r.Why, "  ")
	case explore.Refused:
		out.Paragraph(out.Warn("! refused")+"   "+name+": cannot be explored", "")
		out.Paragraph(r.Why, "  ")
	case explore.Skipped:
		out.Paragraph("- skipped   "+name+": "+r.Why, "")
	case scheduler.Fails:
		out.Paragraph(out.Bad("✗ fails")+"   "+name, "")
		out.Println(fmt.Sprintf("  with %s%s (%s tried, %v)", plural(r.Delays, "delay"), unusual(r.Values), plural(r.Schedules, "schedule"), took))
		printSchedule(out, explore.LinesBelow(x.roots...), x.half.folder(), r)
		out.Println("\n" + toCopy(out, "again", fmt.Sprintf("%s explore %s%s -replay %s", invoked(), x.again(r.Entry), x.flags(), r.Replay)))
	}
	if r.LeftOut != "" {
		out.Paragraph("without "+r.LeftOut, "  ! ")
	}
	return status(r.Verdict)
}

// partial says how many draws have values that were not tried.
func partial(d scheduler.Draws) string {
	return fmt.Sprintf("%d of %s took only some of the possible values", d.Partial, plural(d.Made, "draw"))
}

// unusual says how many draws of a failing schedule take another value than the usual one.
func unusual(values int) string {
	switch values {
	case 0:
		return ""
	case 1:
		return ", and another value drawn"
	}
	return fmt.Sprintf(", and %d other values drawn", values)
}

// flags are those that a replay needs.
func (x *exploration) flags() string {
	flags := ""
	for _, flag := range []string{"memory-accesses", "race", "no-early-timers", "allow-leaks"} {
		if x.c.Bool(flag) {
			flags += " -" + flag
		}
	}
	flags += opens(x.c.StringSlice("open"))
	if x.c.IsSet("steps") {
		flags += fmt.Sprintf(" -steps %d", x.c.Int("steps"))
	}
	return flags
}

// opens are the flags that open statements.
func opens(statements []string) (flags string) {
	for _, s := range statements {
		flags += " -open " + s
	}
	return flags
}

// printLimits prints what all verdicts are subject to.
func (x *exploration) printLimits(reports []explore.Report) {
	if x.c.Bool("json") {
		return
	}
	out := term.NewScreen(x.c.Root().Writer)
	if slices.ContainsFunc(reports, func(r explore.Report) bool {
		return r.Verdict == scheduler.Exhausted || r.Verdict == scheduler.Proven
	}) {
		points := "operations on channels, locks, atomics and timers"
		if x.c.Bool("memory-accesses") {
			points += ", and at accesses to shared variables"
		} else {
			points += " (with -memory-accesses: to shared variables as well)"
		}
		races := "data races are the race detector's (-race)"
		if x.c.Bool("race") {
			races = "the race detector looked on and reported nothing"
		}
		out.Paragraph("Holds for sequentially consistent executions that change goroutines at "+points+"; "+races+".", "  ")
	}
	for _, note := range x.program.Notes {
		out.Paragraph(note, "  ! ")
	}
}

func status(v scheduler.Verdict) error {
	switch v {
	case scheduler.Fails:
		return errUnexpected
	case scheduler.Exhausted, scheduler.Proven, explore.Skipped:
		return nil
	case scheduler.Stopped:
		return errStopped
	}
	return errRefused
}

// passed says that none of some schedules, which are not all, fails.
func passed(n int) string {
	switch n {
	case 0:
		return "no schedule was tried to its end"
	case 1:
		return "the one schedule that was tried does not fail"
	}
	return fmt.Sprintf("none of %d schedules that were tried fails", n)
}
