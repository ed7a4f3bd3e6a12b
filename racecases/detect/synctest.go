package detect

import (
	"regexp"

	"threadlab/racecases/goreport"
)

// bubbleLine is the panic of a bubble in which every goroutine is durably blocked,
// its main goroutine among them or ended. A wait for a mutex is not durable: such a
// bubble hangs.
var bubbleLine = regexp.MustCompile(`(?m)^panic: deadlock: .+$`)

func readBubble(o Output) []Finding {
	at := bubbleLine.FindStringIndex(o.Text)
	if at == nil {
		return nil
	}
	f := Finding{Detector: Synctest, Label: LabelSynctest, Text: o.Text[at[0]:]}
	f.waits(goreport.Goroutines(f.Text), o.Package)
	return []Finding{f}
}
