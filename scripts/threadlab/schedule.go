package main

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proof"
	"threadlab/scripts/threadlab/term"
)

// timelineLines are the lines of a timeline that are shown, besides those that deviate.
const timelineLines = 40

// printSchedule prints how a schedule fails: what each goroutine waits for, and every step.
// Of the frames of a step it shows the innermost in the folder, if there is one.
func printSchedule(out *term.Screen, source explore.Source, folder string, r explore.Report) {
	view := explore.View{Folder: folder, Width: out.Width(), Lines: timelineLines, Source: source}
	printCause(out, view, r.Failure)
	printSteps(out, view, r.Failure, r.Trace)
}

// printCause prints what fails, and where.
func printCause(out *term.Screen, view explore.View, failure *scheduler.Failure) {
	out.Paragraph(fmt.Sprintf("%s: %s", failure.Kind, failure.Message), "  ")
	if at := placeOf(failure.Where, view.Folder); at != "" && (failure.Kind == scheduler.Panic || failure.Kind == scheduler.Fatal) {
		out.Paragraph(at, "  ")
	}
	printWaits(out, view.Folder, failure.Waits)
	for _, x := range failure.Races {
		printRacing(out, view.Source, view.Folder, x)
	}
}

// printSteps prints the timeline of a failure.
func printSteps(out *term.Screen, view explore.View, failure *scheduler.Failure, trace []scheduler.Event) {
	out.Println("")
	var legend []string
	for _, line := range view.Timeline(trace, failure) {
		if line.Deviates {
			legend = append(legend, departure(line.Step))
			line.Text = out.Warn(line.Text)
		}
		out.Println(line.Text)
	}
	slices.Sort(legend)
	if legend = slices.Compact(legend); len(legend) > 0 {
		out.Println(out.Faint("  » here we " + strings.Join(legend, ", or ")))
	}
}

// departure says how a step departs from the usual schedule.
func departure(s explore.Step) string {
	switch {
	case s.Draws:
		return "drew another value"
	case s.Goroutine == scheduler.Clock:
		return "let a timer go off early"
	case s.Chooses:
		return "took another of the possible outcomes"
	}
	return "switched to another goroutine"
}

// printWaits prints what goroutines wait for, and where: once for all of more than two
// that wait for the same at the same place.
func printWaits(out *term.Screen, folder string, waits []scheduler.Wait) {
	type waiting struct{ what, at string }
	of := func(w scheduler.Wait) waiting {
		if w.For != "" {
			w.Op += " (" + w.For + ")"
		}
		return waiting{w.Op, placeOf(w.Where, folder)}
	}
	count := map[waiting]int{}
	for _, w := range waits {
		count[of(w)]++
	}
	for _, w := range waits {
		name, here := explore.Name(w.Goroutine), of(w)
		switch n := count[here]; {
		case n == 0:
			continue
		case n > 2:
			name, count[here] = fmt.Sprintf("%d waiting", n), 0
		}
		head := fmt.Sprintf("    %-12s ", name)
		text := here.what + " " + here.at
		if len(head)+len(text) > out.Width() {
			text = here.what + "\n" + here.at
		}
		out.Paragraph(text, head)
	}
}

// placeOf says where something is, and which line has called the library that it is in.
func placeOf(frames []scheduler.Frame, folder string) string {
	at, ok := explore.Place(frames, folder)
	if !ok {
		return ""
	}
	text := fmt.Sprintf("at %s:%d", path.Base(at.File), at.Line)
	if caller, ok := explore.Caller(frames, folder); ok {
		text += fmt.Sprintf(", called from %s:%d", path.Base(caller.File), caller.Line)
	}
	return text
}

// printRacing prints one access of a race: its goroutine, its place, and where that goroutine was created.
func printRacing(out *term.Screen, source explore.Source, folder string, x scheduler.RacingAccess) {
	head, text := fmt.Sprintf("    %-12s ", explore.Name(x.Goroutine)), x.Op
	if len(x.Where) == 0 {
		out.Paragraph(text+" at a place that the detector has lost", head)
		return
	}
	f, _ := explore.Place(x.Where, "")
	text += fmt.Sprintf(" at %s:%d", path.Base(f.File), f.Line)
	if lines := source(f.File); f.Line <= len(lines) {
		code, _, _ := strings.Cut(lines[f.Line-1], "//")
		text += ": " + strings.Join(strings.Fields(code), " ")
	}
	out.Paragraph(text, head)
	if from, ok := explore.Place(x.Where, folder); ok && from != f {
		out.Println(fmt.Sprintf("    %-12s called from %s:%d", "", path.Base(from.File), from.Line))
	}
	if f, ok := explore.Place(x.Created, folder); ok {
		out.Println(fmt.Sprintf("    %-12s made at %s:%d", "", path.Base(f.File), f.Line))
	}
}

// toCopy is a command and what it is for, on one line if there is room.
func toCopy(out *term.Screen, what, command string) string {
	if line := "  " + what + ": " + command; len(line) <= out.Width() {
		return line
	}
	return "  " + what + ":\n" + out.Command(command, "    ")
}

// schedule is the last page of a case: the committed witness, replayed step by step.
// It reports whether the schedule fails as it is written.
func (s show) schedule(ctx context.Context) (bool, error) {
	w, ok, err := s.ref.Witness()
	if err != nil {
		return false, err
	}
	if !ok {
		if s.ref.Case.Witness != "" {
			s.out.Println("")
			s.out.Paragraph("The proof, without a detector: "+s.ref.Case.Witness+".", "  ")
		}
		return false, nil
	}
	if err := s.pause(ctx); err != nil {
		return false, err
	}
	spin := term.NewSpinner(s.errs, "replaying its schedule")
	reports, err := proof.Replay(ctx, s.builder, s.ref)
	spin.Done()
	if err != nil {
		return false, err
	}
	s.out.Together(func() {
		s.out.Println("\n  " + s.out.Bold("an order of steps that always shows the bug"))
		printSchedule(s.out, explore.LinesBelow(s.builder.Root()), proof.Folder(s.ref), reports[0])
		s.out.Println(toCopy(s.out, "again", s.ref.ReplayCommand(invoked(), w)))
	})
	return true, nil
}
