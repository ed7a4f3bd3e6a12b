package matrix

import (
	"fmt"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// What a soak leaves in the folder of the results, and how many clean runs in the race build each correct half owes.
const (
	SoakLines = "soak.jsonl"
	SoakPage  = "soak.md"
	SoakRuns  = 1000
)

// A Soak is many runs of each correct half in the race build.
type Soak struct {
	refs     []corpus.Ref
	sessions []campaign.Session
	counts   []campaign.Count
}

// LoadSoak reads the raw lines of a soak of the given cases.
func LoadSoak(refs []corpus.Ref, file string) (Soak, error) {
	sessions, lines, err := campaign.ReadRaw(file)
	return Soak{refs, sessions, campaign.Fold(lines)}, err
}

// of returns what was measured of a case; of several processors or Gos, the most runs.
func (s Soak) of(ref corpus.Ref) (most campaign.Count) {
	for _, c := range s.counts {
		if c.Case == ref.Name() && c.Trials > most.Trials {
			most = c
		}
	}
	return most
}

// Unclean returns a line for whatever keeps the soak from being clean: a case with fewer runs than the least, a report that
// the case does not teach to be a false alarm, a run that died.
func (s Soak) Unclean(least int) []string {
	var unclean []string
	for _, ref := range s.refs {
		c := s.of(ref)
		if c.Trials < least {
			unclean = append(unclean, fmt.Sprintf("%s: %d clean runs, want %d", ref.Name(), c.Trials, least))
		}
		for _, d := range detect.Names() {
			if n := c.Seen[d].Wrong; n > 0 && ref.Of(d).Rate != corpus.RateFalseAlarm {
				unclean = append(unclean, fmt.Sprintf("%s: reported by %s in %d of %d runs", ref.Name(), d, n, c.Trials))
			}
		}
		if c.Errors > 0 {
			unclean = append(unclean, fmt.Sprintf("%s: died in %d of %d runs", ref.Name(), c.Errors, c.Trials))
		}
	}
	return unclean
}

// A soakPage is what the page of a soak says.
type soakPage struct {
	Lines        string // the file of raw lines
	Sessions     []campaign.Session
	Halves, Runs int
	Fewest       int     // runs of a half
	Chance       float64 // that the next run has a report, at most, in percent
	Alarms       []alarm
}

// An alarm is a case of which something was reported.
type alarm struct {
	Case    string
	Trials  int
	Reports string
}

// Page is the soak for people.
func (s Soak) Page() string {
	p := soakPage{Lines: SoakLines, Sessions: s.sessions, Halves: len(s.refs)}
	for i, ref := range s.refs {
		c := s.of(ref)
		p.Runs += c.Trials
		if i == 0 || c.Trials < p.Fewest {
			p.Fewest = c.Trials
		}
		if reports := s.reports(ref); reports != "" {
			p.Alarms = append(p.Alarms, alarm{ref.Name(), c.Trials, reports})
		}
	}
	_, most := tally.Wilson(0, p.Fewest)
	p.Chance = 100 * most
	return fill("soak.md", p, template.FuncMap{"sessions": sessionTable})
}

// reports lists what was reported of a case, and whether the case expects it.
func (s Soak) reports(ref corpus.Ref) string {
	c := s.of(ref)
	var all []string
	for _, d := range detect.Names() {
		if n := c.Seen[d].Wrong; n > 0 {
			told := "unexpected"
			if e := ref.Of(d); e.Rate == corpus.RateFalseAlarm {
				told = "a false alarm that the case teaches: " + e.Why
			}
			all = append(all, fmt.Sprintf("%s in %d runs (%s)", d, n, told))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}
