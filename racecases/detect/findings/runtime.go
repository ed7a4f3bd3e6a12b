package findings

import (
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
)

const (
	fatalError = "fatal error: "
	panicked   = "panic: "
)

// readRuntime recognises, first match wins: a deadlock of all goroutines, any other fatal error, a panic. Of a hung
// process nothing is read here: its dump begins like a fatal error of its own.
func readRuntime(o detect.Output) []detect.Finding {
	if _, others := fromLine(o.Text, bubbleDeadlock, "panic: test timed out", deadlockBanner); o.Hung || others {
		return nil
	}
	text, found := fromLine(o.Text, fatalError+"all goroutines are asleep - deadlock!", fatalError+"no goroutines (main called runtime.Goexit) - deadlock!")
	if found {
		return waiting(detect.Runtime, detect.LabelAsleep, text, goreport.Goroutines(text), o.Package)
	}
	f := detect.Finding{Detector: detect.Runtime}
	for _, begins := range []struct {
		prefix string
		label  detect.Label
	}{{fatalError, detect.LabelFatal}, {panicked, detect.LabelPanic}} {
		if f.Text, found = fromLine(o.Text, begins.prefix); found {
			f.Label = begins.label
			f.Message, _, _ = strings.Cut(f.Text[len(begins.prefix):], "\n")
			f.Message, _, _ = strings.Cut(f.Message, " [recovered") // by a WaitGroup, or package testing: it panics again
			break
		}
	}
	if !found {
		return nil
	}
	// The goroutine that failed comes first, and while a deferred call runs the
	// frames of the panic itself are above the line that caused it.
	if all := goreport.Goroutines(f.Text); len(all) > 0 {
		if p, ok := placeOf(belowPanic(all[0].Stack), []detect.Frame{all[0].Made}, o.Package); ok {
			p.What, p.Goroutine = string(f.Label), all[0].ID
			f.Places = []detect.Place{p}
		}
	}
	return []detect.Finding{f}
}

// fromLine returns a text from the line on that begins with one of the prefixes: with the first of them that has such a
// line. A regular expression would look at each byte of megabytes that a test has printed.
func fromLine(text string, prefixes ...string) (string, bool) {
	for _, prefix := range prefixes {
		if strings.HasPrefix(text, prefix) {
			return text, true
		}
		if at := strings.Index(text, "\n"+prefix); at >= 0 {
			return text[at+1:], true
		}
	}
	return "", false
}

// belowPanic cuts a stack at its innermost call of panic: what is above ran because of it.
func belowPanic(stack []detect.Frame) []detect.Frame {
	for i, f := range stack {
		if f.Func == "panic" {
			return stack[i+1:]
		}
	}
	return stack
}
