package matrix

import (
	"fmt"
	"slices"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// An Overhead is what a build costs beside the plain one, over the correct halves
// whose time in the plain build is long enough to be measured.
type Overhead struct {
	Build  detect.Build `json:"build"`
	Procs  int          `json:"procs"`
	Halves int          `json:"halves"`
	Time   Quartiles    `json:"time"`   // times the plain build's median time
	Memory Quartiles    `json:"memory"` // times the plain build's high-water mark
}

// Quartiles are the quartiles of a ratio over halves.
type Quartiles struct{ Q1, Median, Q3 float64 }

// String is the median with both quartiles.
func (q Quartiles) String() string { return fmt.Sprintf("%.1f [%.1f, %.1f]", q.Median, q.Q1, q.Q3) }

// measurable is the least median time of a half in the plain build whose ratio to another build's means anything.
const measurableUS = 1000

func overheads(counts []campaign.Count) []Overhead {
	procs := viewProcs(counts)
	correct := slices.DeleteFunc(slices.Clone(counts), func(c campaign.Count) bool {
		return c.Half != corpus.Correct || c.Procs != procs[c.Build] || c.TookUS == 0
	})
	plain := map[string]campaign.Count{}
	for _, c := range correct {
		if c.Build == detect.PlainBuild && c.TookUS >= measurableUS {
			plain[c.Case] = c
		}
	}
	var all []Overhead
	for _, build := range detect.Builds() {
		of := slices.DeleteFunc(slices.Clone(correct), func(c campaign.Count) bool {
			return c.Build != build || plain[c.Case].Trials == 0
		})
		if len(of) > 0 && build != detect.PlainBuild {
			o := Overhead{Build: build, Procs: procs[build], Halves: len(of)}
			o.Time, o.Memory = ratios(of, plain)
			all = append(all, o)
		}
	}
	return all
}

// ratios returns the time and the memory of halves, in times that of their plain build.
// The bubble's clock is its own: a half that sleeps takes no time there.
func ratios(of []campaign.Count, plain map[string]campaign.Count) (times, memory Quartiles) {
	var took, peaks []float64
	for _, c := range of {
		base := plain[c.Case]
		took = append(took, float64(c.TookUS)/float64(base.TookUS))
		if base.PeakKB > 0 {
			peaks = append(peaks, float64(c.PeakKB)/float64(base.PeakKB))
		}
	}
	return quartiles(took), quartiles(peaks)
}

// searchTimes returns the time of a processor that the searches of a half take, the start of
// their processes included, in milliseconds.
func searchTimes(counts []campaign.Count, half corpus.Half) Quartiles {
	var all []float64
	for _, c := range counts {
		if c.Explored != nil && c.Half == half {
			all = append(all, float64(c.Explored.Processor))
		}
	}
	return quartiles(all)
}

// runTimes returns the time of a run of a correct half in a build, in milliseconds.
func runTimes(counts []campaign.Count, build detect.Build) Quartiles {
	procs := viewProcs(counts)
	var all []float64
	for _, c := range counts {
		if c.Build == build && c.Half == corpus.Correct && c.Procs == procs[build] && c.TookUS > 0 {
			all = append(all, float64(c.TookUS)/1000)
		}
	}
	return quartiles(all)
}

func quartiles(xs []float64) Quartiles {
	if len(xs) == 0 {
		return Quartiles{}
	}
	slices.Sort(xs)
	return Quartiles{tally.Quantile(xs, 0.25), tally.Quantile(xs, 0.5), tally.Quantile(xs, 0.75)}
}
