package main

import (
	"context"
	"fmt"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

// A work is what can be counted of what a half does: a program that does nothing is
// clean too, and no repair.
type work struct {
	fewest, most int    // goroutines that it started, in all runs
	result       string // what it said of its result each time; empty if that differs
}

// workOf runs a half of the plain build a few times, in one process where that can be:
// in its first run the garbage collector may start goroutines of its own, so that one
// is left out. Of a half that ends its process nothing is counted.
func workOf(ctx context.Context, file string, ref corpus.Ref) (w work, counted bool, err error) {
	const runs = 10
	n := 1
	if campaign.Repeatable(ref, detect.PlainBuild) {
		n += runs
	}
	answers, err := trial.Repeat(ctx, file, trial.Spec{Ref: ref, Half: corpus.Correct, Build: detect.PlainBuild}, n)
	if err != nil || len(answers) < n {
		return work{}, false, err
	}
	for i, a := range answers[min(1, n-1):] {
		if a.Record.V == 0 {
			return work{}, false, nil
		}
		started := a.Record.Started
		if i == 0 {
			w = work{fewest: started, most: started, result: a.Record.Detail}
		}
		w.fewest, w.most = min(w.fewest, started), max(w.most, started)
		if w.result != a.Record.Detail {
			w.result = ""
		}
	}
	return w, true, nil
}

// lacks says in what a half does less than the correct one, or comes to another result.
// More goroutines are a repair of another kind.
func (w work) lacks(correct work) []string {
	var lacks []string
	switch {
	case w.most >= correct.fewest:
	case w.most == 0:
		lacks = append(lacks, fmt.Sprintf("it no longer starts %s", plural(correct.fewest, "goroutine")))
	default:
		lacks = append(lacks, fmt.Sprintf("it starts %s, and the correct half %d", plural(w.most, "goroutine"), correct.fewest))
	}
	if w.result != correct.result && correct.result != "" {
		said := w.result
		if said == "" {
			said = "nothing of its result, or not always the same"
		}
		lacks = append(lacks, fmt.Sprintf("it says %s, and the correct half %s", said, correct.result))
	}
	return lacks
}
