package detect

import (
	"regexp"

	"threadlab/racecases/goreport"
)

var (
	asleepLine = regexp.MustCompile(`(?m)^fatal error: (all goroutines are asleep - deadlock!|no goroutines \(main called runtime\.Goexit\) - deadlock!)$`)
	fatalLine  = regexp.MustCompile(`(?m)^fatal error: (.+)$`)
	panicLine  = regexp.MustCompile(`(?m)^panic: (.+)$`)

	// Panics of other detectors, and reports that end the process.
	notOurs = regexp.MustCompile(`(?m)^(panic: deadlock: |panic: test timed out|POTENTIAL DEADLOCK:)`)
)

// readRuntime recognises, first match wins: a deadlock of all goroutines, any other
// fatal error, a panic. Of a hung process nothing is read here: its dump begins like
// a fatal error of its own.
func readRuntime(o Output) []Finding {
	if o.Hung || notOurs.MatchString(o.Text) {
		return nil
	}
	f := Finding{Detector: Runtime, Label: LabelAsleep}
	if at := asleepLine.FindStringIndex(o.Text); at != nil {
		f.Text = o.Text[at[0]:]
		f.waits(goreport.Goroutines(f.Text), o.Package)
		return []Finding{f}
	}
	f.Label = LabelFatal
	match := fatalLine.FindStringSubmatchIndex(o.Text)
	if match == nil {
		f.Label = LabelPanic
		match = panicLine.FindStringSubmatchIndex(o.Text)
	}
	if match == nil {
		return nil
	}
	f.Text, f.Message = o.Text[match[0]:], o.Text[match[2]:match[3]]
	// The goroutine that failed comes first, and while a deferred call runs the
	// frames of the panic itself are above the line that caused it.
	if all := goreport.Goroutines(f.Text); len(all) > 0 {
		if p, ok := placeOf(belowPanic(all[0].Stack), []Frame{all[0].Made}, o.Package); ok {
			p.What, p.Goroutine = string(f.Label), all[0].ID
			f.Places = []Place{p}
		}
	}
	return []Finding{f}
}

// belowPanic cuts a stack at its innermost call of panic: what is above ran
// because of it.
func belowPanic(stack []Frame) []Frame {
	for i, f := range stack {
		if f.Func == "panic" {
			return stack[i+1:]
		}
	}
	return stack
}
