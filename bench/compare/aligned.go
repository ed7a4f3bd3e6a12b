package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"threadlab/bench/report"
)

// aligned is what is compared, with cells told apart by the same configuration lines on all of them.
type aligned struct {
	base, head, control *report.Raw // control may be nil
}

// align tells cells apart by every line that differs inside any of the sides.
func align(base, head, control *report.Raw) (s aligned, err error) {
	all := []*report.Raw{base, head}
	if control != nil {
		all = append(all, control)
	}
	var keys []string
	for _, raw := range all {
		keys = append(keys, raw.Varies...)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for i, raw := range all {
		if all[i], err = raw.By(keys); err != nil {
			return s, err
		}
	}
	s.base, s.head = all[0], all[1]
	if control != nil {
		s.control = all[2]
	}
	return s, nil
}

// A Difference is a configuration line that says that the sides were not measured on one machine, or are not of one package.
type Difference struct {
	Key  string `json:"key"`
	Base string `json:"base"`
	Head string `json:"head"`
}

func differences(base, head *report.Raw) []Difference {
	all := []Difference{}
	for _, key := range append(report.MachineKeys(), "pkg") {
		was, is := base.Config[key], head.Config[key]
		if was != "" && is != "" && was != is {
			all = append(all, Difference{key, was, is})
		}
	}
	return all
}

func (d Difference) String() string { return fmt.Sprintf("%s: %s and %s", d.Key, d.Base, d.Head) }

// A Skipped is a figure that is not compared, and why.
type Skipped struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Why  string `json:"why"`
}

// units returns the figures of a benchmark by which the sides are compared. These are all that both have and that must not get
// worse: of the others it is not known what worse is. A speed beside a time is the same figure, and is left out.
func (s aligned) units(name string) (units []string, skipped []Skipped, err error) {
	was, is := s.base.Units(name), s.head.Units(name)
	if is == nil {
		return nil, nil, fmt.Errorf("%w: %s is in the base only", ErrMissingBenchmark, name)
	}
	for _, u := range was {
		switch why := s.why(name, u); {
		case u == "B/s" && slices.Contains(was, report.TimePerOp) && slices.Contains(is, report.TimePerOp):
		case why != "":
			skipped = append(skipped, Skipped{name, u, why})
		default:
			units = append(units, u)
		}
	}
	lost := slices.Contains(was, report.TimePerOp) && !slices.Contains(is, report.TimePerOp)
	if lost || len(units) == 0 {
		return nil, nil, fmt.Errorf("%w: %s has %s in the base, and %s in the other", ErrNoFigure, name, list(was), list(is))
	}
	return units, skipped, nil
}

// why says why a figure of the base is not compared, or nothing.
func (s aligned) why(name, unit string) string {
	switch {
	case s.head.Values(name, unit) == nil:
		return "only the base has it"
	case s.better(unit) == 0:
		return "it is not known whether more is better: add a line, Unit " + unit + " better=higher (or lower)"
	case slices.Min(s.base.Values(name, unit)) < 0 || slices.Min(s.head.Values(name, unit)) < 0:
		return "it is below 0"
	}
	return ""
}

func (s aligned) better(unit string) int {
	if b := s.base.Better(unit); b != 0 {
		return b
	}
	return s.head.Better(unit)
}

// cell compares a figure of both sides.
func (s aligned) cell(name, unit string) Cell {
	was, is := s.base.Values(name, unit), s.head.Values(name, unit)
	c := Cell{
		Name: name, Package: s.base.ConfigOf(name, "pkg"), Unit: unit,
		Base: report.Summarise(was).Center, Head: report.Summarise(is).Center,
		Effect: report.Compare(is, was), Noise: 1, better: s.better(unit),
	}
	c.constant = slices.Min(was) == slices.Max(is) && slices.Max(was) == slices.Min(is)
	c.P = c.Effect.P
	if math.IsNaN(c.Effect.Ratio) {
		c.Effect.Ratio = ratio(c.Head, c.Base)
	}
	if s.control == nil {
		return c
	}
	if again := s.control.Values(name, unit); again != nil {
		e := report.Compare(again, was)
		c.P = max(c.P, report.Compare(is, again).P)
		if c.Noise = max(e.Hi, 1/e.Lo); math.IsNaN(e.Ratio) {
			r := ratio(report.Summarise(again).Center, c.Base)
			c.Noise = max(r, 1/r)
		}
	}
	return c
}

// ratio is a factor where one value may be 0: nothing has become infinitely much.
func ratio(head, base float64) float64 {
	if head == base {
		return 1
	}
	return head / base
}

// list names units as go test prints those of its own.
func list(units []string) string {
	if len(units) == 0 {
		return "none"
	}
	said := strings.NewReplacer("sec/op", "ns/op", "B/s", "MB/s")
	var names []string
	for _, u := range units {
		names = append(names, said.Replace(u))
	}
	return strings.Join(names, ", ")
}
