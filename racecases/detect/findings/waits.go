package findings

import (
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
)

// waiting is the finding of a detector that names goroutines: where in the package each of them waits.
func waiting(n detect.Name, label detect.Label, text string, all []goreport.Goroutine, pkg string) []detect.Finding {
	f := detect.Finding{Detector: n, Label: label, Text: text}
	for _, g := range all {
		f.Busy = f.Busy || runs(g)
		p, ok := placeOf(g.Stack, []detect.Frame{g.Made}, pkg)
		if !ok {
			f.Elsewhere++
			continue
		}
		p.What, p.Goroutine = g.Reason, g.ID
		if made, own := Innermost([]detect.Frame{g.Made}, pkg); own && !p.Made && !strings.HasPrefix(p.Frame.Func, made.Func+".") {
			p.Creator = made
		}
		f.Places = append(f.Places, p)
	}
	return []detect.Finding{f}
}

// runs reports whether a goroutine did not wait, and is not that which prints the others on Windows.
func runs(g goreport.Goroutine) bool {
	return (g.Reason == "running" || g.Reason == "runnable") &&
		!slices.ContainsFunc(g.Stack, func(f detect.Frame) bool { return strings.Contains(f.Func, "/dump.OnBreak") })
}

// readLeaks reads what goleak wrote in the process after the program had returned.
func readLeaks(o detect.Output) []detect.Finding {
	if o.Leaks == "" {
		return nil
	}
	return waiting(detect.Goleak, detect.LabelGoleak, o.Leaks, leaked(o.Leaks), o.Package)
}

// leaked parses goleak's report. It puts its own words in front of each stack, "[Goroutine 8 in state chan send, with
// ... on top of the stack:", and the usual dump of the goroutine after it.
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

// readLeakProfile reads the profile that the process took of itself: the goroutines in it that can never be woken.
func readLeakProfile(o detect.Output) []detect.Finding {
	all := slices.DeleteFunc(goreport.Goroutines(o.Profile), func(g goreport.Goroutine) bool { return !g.Leaked })
	if len(all) == 0 {
		return nil
	}
	return waiting(detect.LeakProfile, detect.LabelLeakProfile, o.Profile, all, o.Package)
}

// readHang reads the goroutine dump of a process that had not ended at its deadline.
func readHang(o detect.Output) []detect.Finding {
	if !o.Hung {
		return nil
	}
	return waiting(detect.Hang, detect.LabelHang, o.Text, goreport.Goroutines(o.Text), o.Package)
}

// bubbleDeadlock begins the panic of a bubble in which every goroutine is durably blocked, its main goroutine among
// them or ended. A wait for a mutex is not durable: such a bubble hangs.
const bubbleDeadlock = "panic: deadlock: "

func readBubble(o detect.Output) []detect.Finding {
	text, found := fromLine(o.Text, bubbleDeadlock)
	if !found {
		return nil
	}
	return waiting(detect.Synctest, detect.LabelSynctest, text, goreport.Goroutines(text), o.Package)
}
