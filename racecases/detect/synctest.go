package detect

import "threadlab/racecases/goreport"

// bubbleDeadlock begins the panic of a bubble in which every goroutine is durably blocked,
// its main goroutine among them or ended. A wait for a mutex is not durable: such a
// bubble hangs.
const bubbleDeadlock = "panic: deadlock: "

func readBubble(o Output) []Finding {
	text, found := fromLine(o.Text, bubbleDeadlock)
	if !found {
		return nil
	}
	f := Finding{Detector: Synctest, Label: LabelSynctest, Text: text}
	f.waits(goreport.Goroutines(f.Text), o.Package)
	return []Finding{f}
}
