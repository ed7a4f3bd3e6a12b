package book

import (
	"fmt"
	"html/template"
	"strings"

	"threadlab/racecases/detect"
)

// functions are what the templates call.
func functions() template.FuncMap {
	return template.FuncMap{
		"sentence":  sentence,
		"tenths":    func(share float64) string { return fmt.Sprintf("%.1f", 100*share) },
		"anchor":    func(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") },
		"detectors": detectors,
		"pane":      func(label string, lines []codeLine) pane { return pane{label, lines} },
	}
}

// A pane is a half of a case with what a screen reader calls it.
type pane struct {
	Label string
	Lines []codeLine
}

// sentence begins a phrase with a capital and ends it with a full stop. What begins with an
// identifier is left as it is.
func sentence(phrase string) string {
	phrase = strings.TrimSpace(phrase)
	if phrase == "" {
		return ""
	}
	first, rest, _ := strings.Cut(phrase, " ")
	next, _, _ := strings.Cut(rest, " ")
	operator := next != "" && strings.Trim(next, "=<>!:+-*/") == ""
	if !operator && !strings.ContainsAny(first, ".()[]{}&*_=<>:") && strings.ToLower(first) == first {
		phrase = strings.ToUpper(phrase[:1]) + phrase[1:]
	}
	if !strings.ContainsAny(phrase[len(phrase)-1:], ".!?") {
		phrase += "."
	}
	return phrase
}

// A term is a name and what it stands for.
type term struct{ Name, Says string }

// detectors says what each detector looks at.
func detectors() (all []term) {
	says := map[detect.Name]string{
		detect.Race:        "Go’s race detector: two accesses, one of them a write, that nothing orders. It sees only what has run.",
		detect.Goleak:      "Looks for goroutines that are left when the program has returned.",
		detect.Runtime:     "The Go runtime itself: panics, fatal errors, “all goroutines are asleep”.",
		detect.Outcome:     "A look at the result: is it one that a right program can have?",
		detect.Hang:        "A deadline, and what each goroutine waits for when it has passed.",
		detect.Synctest:    "A bubble of testing/synctest: every goroutine in it waits, and none can be woken.",
		detect.LeakProfile: "The runtime’s profile of goroutines that wait for what nothing else can reach.",
		detect.Vet:         "go vet reads the source.",
		detect.Staticcheck: "staticcheck reads the source.",
		detect.GoDeadlock:  "Locks that note their order: go-deadlock in the place of sync’s mutexes.",
		detect.Explorer:    "Runs the program under one schedule after the other, up to a bound: what you do by hand here.",
	}
	for _, d := range detect.Names() {
		all = append(all, term{string(d), says[d]})
	}
	return all
}
