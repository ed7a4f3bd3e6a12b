package matrix

import (
	"slices"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/tally"
)

// Budget is how many runs a detector gets in what the pages compare: what a patient CI spends on one bug.
const Budget = 10

// A view is what a detector made of a case where it looks best: in its own build,
// on the processors that a machine like the one measured would use.
type view struct {
	ref     corpus.Ref
	broken  campaign.Count
	correct campaign.Count
	seen    campaign.Seen // of the broken half
	alarms  int           // trials of the correct half with any report
	applies bool
	claims  bool
}

// viewsOf picks the view of each detector on each case. Of several numbers of
// processors it takes the one nearest to 2 from above, then from below.
func viewsOf(refs []corpus.Ref, counts []campaign.Count) map[detect.Name]map[string]view {
	procs := viewProcs(counts)
	shown := map[string][]campaign.Count{} // by case
	for _, c := range counts {
		if c.Procs == procs[c.Build] {
			shown[c.Case] = append(shown[c.Case], c)
		}
	}
	views := map[detect.Name]map[string]view{}
	for _, d := range detect.Names() {
		views[d] = map[string]view{}
		for _, ref := range refs {
			views[d][ref.Name()] = viewOf(d, ref, shown[ref.Name()])
		}
	}
	return views
}

// viewOf picks it from the counts of the case that are shown.
func viewOf(d detect.Name, ref corpus.Ref, counts []campaign.Count) view {
	v := view{
		ref: ref, applies: ref.Of(d).Rate != corpus.RateNotApplicable,
		claims: slices.Contains(proof.Claims(d), ref.Case.Class),
	}
	for _, c := range counts {
		switch {
		case c.Build != d.Build():
		case c.Half == corpus.Broken:
			v.broken, v.seen = c, c.Seen[d]
		default:
			v.correct, v.alarms = c, c.Seen[d].Hits+c.Seen[d].Wrong
		}
	}
	return v
}

// viewProcs returns for each build the number of processors whose cells the pages show.
func viewProcs(counts []campaign.Count) map[detect.Build]int {
	procs := map[detect.Build]int{}
	for _, c := range counts {
		noteProcs(procs, c.Build, c.Procs)
	}
	return procs
}

// noteProcs notes the number of processors of a build that is nearest to 2, from above if there is one.
func noteProcs(procs map[detect.Build]int, build detect.Build, n int) {
	const typical = 2
	now, ok := procs[build]
	switch {
	case !ok, n >= typical && (now < typical || n < now), now < typical && n > now:
		procs[build] = n
	}
}

// measured reports whether everything that the case has was run.
func (v view) measured() bool {
	return v.correct.Trials > 0 && (v.ref.Case.Negative || v.broken.Trials > 0)
}

// sees reports whether the detector had a hit within the budget.
func (v view) sees() bool { return len(v.seen.First) > 0 && v.seen.First[0] <= Budget }

// counts says what the detector made of the pair: a report of something else is a
// false positive, on either half, and so is any on the correct one.
func (v view) counts() tally.Counts {
	var c tally.Counts
	if !v.ref.Case.Negative {
		switch {
		case v.sees():
			c.TP++
		default:
			c.FN++
			if v.seen.Wrong > 0 {
				c.FP++
			}
		}
	}
	if v.alarms > 0 {
		c.FP++
	} else {
		c.TN++
	}
	return c
}
