package detect

import (
	"regexp"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/goreport"
	"threadlab/racecases/trial"
)

func runtimeDetector() Detector {
	return Detector{
		Name: corpus.Runtime,
		Claims: []corpus.Class{
			corpus.Misuse, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup,
		},
		Builds: dynamic(),
		Read:   readRuntime,
	}
}

var (
	asleepLine = regexp.MustCompile(`(?m)^fatal error: (all goroutines are asleep - deadlock!|no goroutines \(main called runtime\.Goexit\) - deadlock!)$`)
	fatalLine  = regexp.MustCompile(`(?m)^fatal error: (.+)$`)
	panicLine  = regexp.MustCompile(`(?m)^panic: (.+)$`)

	// What other detectors say in the runtime's words, or by ending the process.
	notOurs = regexp.MustCompile(`(?m)^(panic: deadlock: |panic: test timed out|POTENTIAL DEADLOCK:)`)
)

// readRuntime recognises, first match wins: a deadlock of everybody, any other
// fatal error, a panic. Of a hung child nothing is read here: the dump that it
// was asked for begins like a fatal error of its own.
func readRuntime(a trial.Answer, marks []corpus.Mark) []Finding {
	if a.Hung || notOurs.MatchString(a.Output) {
		return nil
	}
	f := Finding{Detector: corpus.Runtime, Site: WrongSite}
	pkg := a.Spec.Package()
	if i := asleepLine.FindStringIndex(a.Output); i != nil {
		f.Label, f.Text = LabelAsleep, a.Output[i[0]:]
		f.waitSite(f.Text, pkg, marks)
		return []Finding{f}
	}
	kind, match := corpus.Fatal, fatalLine.FindStringSubmatchIndex(a.Output)
	f.Label = LabelFatal
	if match == nil {
		kind, match = corpus.Panic, panicLine.FindStringSubmatchIndex(a.Output)
		f.Label = LabelPanic
	}
	if match == nil {
		return nil
	}
	f.Text = a.Output[match[0]:]
	message := a.Output[match[2]:match[3]]
	// The goroutine that failed comes first, and while a deferred call runs the
	// frames of the panic itself are above the line that caused it.
	all := goreport.Goroutines(f.Text)
	if len(all) == 0 {
		return []Finding{f}
	}
	if frame, ok := innermost(belowPanic(all[0].Stack), pkg); ok {
		f.Places = []Place{{What: string(f.Label), Frame: frame, Goroutine: all[0].ID}}
		for _, m := range marksAt(marks, frame, kind) {
			if strings.Contains(message, m.Text) {
				f.Site, f.Marks = Hit, append(f.Marks, m)
			}
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
