package detect

import (
	"strconv"
	"strings"

	"threadlab/racecases/goreport"
)

// readLeaks reads what goleak wrote in the process after the program had returned.
func readLeaks(o Output) []Finding {
	if o.Leaks == "" {
		return nil
	}
	f := Finding{Detector: Goleak, Label: LabelGoleak, Text: o.Leaks}
	f.waits(leaked(o.Leaks), o.Package)
	return []Finding{f}
}

// leaked parses goleak's report. It puts its own words in front of each stack,
// "[Goroutine 8 in state chan send, with ... on top of the stack:", and the
// usual dump of the goroutine after it.
func leaked(text string) []goreport.Goroutine {
	var all []goreport.Goroutine
	for part := range strings.SplitSeq(text, "Goroutine ") {
		head, body, ok := strings.Cut(part, " on top of the stack:\n")
		if !ok {
			continue
		}
		id, state, _ := strings.Cut(head, " in state ")
		state, _, _ = strings.Cut(state, ",")
		n, _ := strconv.Atoi(id)
		stack, made := goreport.Stack(body)
		all = append(all, goreport.Goroutine{ID: n, Reason: state, Stack: stack, Made: made})
	}
	return all
}
