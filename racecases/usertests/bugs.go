package usertests

import (
	"slices"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// add keeps each bug once, with the report that says the most of it.
func (m *Measurement) add(found []detect.Finding) {
	for _, f := range found {
		for _, leak := range leaks(f) {
			m.keep(leak)
		}
	}
}

func (m *Measurement) keep(f detect.Finding) {
	f.Test, f.Fingerprint = m.Test, findings.Fingerprint(f)
	if slices.ContainsFunc(m.Findings, func(g detect.Finding) bool { return covers(g, f) }) {
		return
	}
	// It stands where the first stood of those of which it says more.
	at := slices.IndexFunc(m.Findings, func(g detect.Finding) bool { return covers(f, g) })
	if at < 0 {
		m.Findings = joined(m.Findings, f)
		return
	}
	m.Findings[at] = f
	rest := slices.DeleteFunc(m.Findings[at+1:], func(g detect.Finding) bool { return covers(f, g) })
	m.Findings = m.Findings[:at+1+len(rest)]
}

// joined adds a finding to a list, or its places to the one that has its fingerprint: a reader can tell two apart only by
// that, and so can a list of what is known.
func joined(list []detect.Finding, f detect.Finding) []detect.Finding {
	at := slices.IndexFunc(list, func(g detect.Finding) bool { return g.Fingerprint == f.Fingerprint })
	if at < 0 {
		return append(list, f)
	}
	g := &list[at]
	places := slices.Clone(g.Places)
	for _, p := range f.Places {
		if !slices.ContainsFunc(places, func(q detect.Place) bool { return q.Frame == p.Frame && q.Library == p.Library }) {
			places = append(places, p)
		}
	}
	g.Places = places
	return list
}

// leaks parts the goroutines that were left by what tells leaks apart: which others are left beside one differs from run to
// run, and must not make another bug of it. Other findings stay whole.
func leaks(f detect.Finding) []detect.Finding {
	if f.Label != detect.LabelGoleak && f.Label != detect.LabelLeakProfile || len(f.Places) == 0 {
		return []detect.Finding{f}
	}
	var all []detect.Finding
	for _, p := range f.Places {
		one := f
		one.Places = []detect.Place{p}
		one.Fingerprint = findings.Fingerprint(one)
		if i := slices.IndexFunc(all, func(g detect.Finding) bool { return g.Fingerprint == one.Fingerprint }); i >= 0 {
			all[i].Places = append(all[i].Places, p)
		} else {
			all = append(all, one)
		}
	}
	return all
}

// covers reports whether a finding says all that another one does.
func covers(f, other detect.Finding) bool {
	if f.Detector != other.Detector || f.Cut && !other.Cut {
		return false
	}
	all, some := parts(f), parts(other)
	if f.Label == other.Label && slices.Equal(all, some) {
		return true
	}
	return partial(other) && len(some) <= len(all) &&
		!slices.ContainsFunc(some, func(part string) bool { return !slices.Contains(all, part) })
}

// partial reports whether a finding may name less than others of the same bug: it was cut off, or fewer goroutines were left,
// or the goroutine that makes a test hang ran on a thread whose stack could not be printed.
func partial(f detect.Finding) bool {
	switch f.Label {
	case detect.LabelGoleak, detect.LabelLeakProfile:
		return true
	case detect.LabelHang:
		return len(f.Places) == 0
	}
	return f.Cut
}

// locate gives findings that name no line of the module that of the test, behind those of a
// race that are in other modules; and a race of which one stack was lost what is known of it.
func (m *Measurement) locate() {
	at := m.Package.declared(m.Test)
	for i := range m.Findings {
		switch f := &m.Findings[i]; {
		case len(f.Places) == 1:
			f.Places = append(f.Places, findings.Lost(*f, m.Package.Module)...)
		case len(f.Places) == 0:
			f.Places = findings.Outside(*f, m.Package.Module)
			if len(m.Together) == 0 {
				f.Places = append(f.Places, detect.Place{What: "test", Frame: at})
			}
			f.Fingerprint = findings.Fingerprint(*f)
		}
	}
}

// parts returns the kinds and places that a finding names, sorted, without what is a matter of luck: the line of a goroutine
// that runs or sleeps, and when a test hangs its function; how many goroutines are at a place, unless they race; and which of
// two accesses reads and which writes.
func parts(f detect.Finding) []string {
	places := make([]string, 0, len(f.Places))
	for _, p := range f.Places {
		at := p.What + " " + p.Frame.At()
		switch runs := p.What == "running" || p.What == "runnable"; {
		case runs && f.Label == detect.LabelHang:
			at = "running"
		case runs, p.What == "sleep":
			at = p.Frame.Func
		case f.Race != nil:
			at = p.Frame.At()
		}
		if p.Library != (detect.Frame{}) {
			at += " in " + p.Library.At()
		}
		places = append(places, at)
	}
	slices.Sort(places)
	if f.Race != nil {
		return places
	}
	return slices.Compact(places)
}
