package usertests

import (
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// A variable is one that races, as a process names it.
type variable struct {
	trial   int
	address string
}

// noteRaces keeps which races of a trial are about one variable.
func (m *Measurement) noteRaces(found []detect.Finding) {
	for _, f := range found {
		if f.Race == nil {
			continue
		}
		for _, a := range f.Race.Accesses {
			at := variable{m.Trials, a.Address}
			m.raced[at] = append(m.raced[at], findings.Fingerprint(f))
		}
	}
}

// group puts the findings that have one cause under the one of them that says the most about it, which stands where it stood.
func (m *Measurement) group() {
	causes := slices.Clone(m.Findings)
	slices.SortStableFunc(causes, func(f, g detect.Finding) int { return rank(f) - rank(g) })
	for before := 0; before != len(causes); { // two pairs of accesses may have but the third in common
		before = len(causes)
		causes = m.merge(causes)
	}
	position := func(f detect.Finding) int {
		return slices.IndexFunc(m.Findings, func(g detect.Finding) bool { return g.Fingerprint == f.Fingerprint })
	}
	slices.SortFunc(causes, func(f, g detect.Finding) int { return position(f) - position(g) })
	m.Findings = causes
}

// merge puts findings under the first that explains them.
func (m *Measurement) merge(ranked []detect.Finding) (causes []detect.Finding) {
	for _, f := range ranked {
		at := slices.IndexFunc(causes, func(cause detect.Finding) bool { return m.explains(cause, f) })
		if at < 0 {
			causes = append(causes, f)
			continue
		}
		under := f.All()
		under[0].Also = nil
		causes[at].Also = append(slices.Clip(causes[at].Also), under...)
	}
	return causes
}

// rank orders the detectors by how much their findings say about a cause: which lock is taken twice is more than that all
// goroutines wait in the end.
func rank(f detect.Finding) int {
	if f.Label == detect.LabelLockWait { // others say more
		f.Detector = detect.Hang
	}
	return slices.Index([]detect.Name{
		detect.Race, detect.GoDeadlock, detect.Runtime, detect.Hang, detect.Synctest, detect.Goleak, detect.LeakProfile,
		detect.Vet, detect.Staticcheck, detect.Testing,
	}, f.Detector)
}

// explains reports whether another finding has the cause of this one, or of one under it.
func (m *Measurement) explains(cause, f detect.Finding) bool {
	lines := linesOf(cause)
	shared := func(line string) bool { return slices.Contains(lines, line) }
	own := linesOf(f)
	tells := func(race detect.Finding) bool { return m.Package.tellsOfRace(f, race) }
	switch {
	case len(own) == 0:
		return false
	case cause.Race != nil && f.Race != nil:
		return slices.ContainsFunc(own, shared) && m.oneVariable(cause, f)
	case cause.Race != nil: // a panic where the variable is read, a remark of a linter on an access
		return (f.Label == detect.LabelPanic || f.Label == detect.LabelFatal || aboutSharing(f.Label)) && allIn(own, lines) ||
			slices.ContainsFunc(cause.All(), tells)
	case isMisuse(cause) && isMisuse(f): // which of two goroutines comes too late is luck
		return cause.Message == f.Message
	case cause.Label == detect.LabelHang && f.Label == detect.LabelHang && cause.Busy && f.Busy: // which of them waits is luck
		return true
	case f.Label == detect.LabelLockWait && blocked(cause): // it names who holds the lock as well
		return slices.ContainsFunc(waitsForLocks(cause), func(line string) bool { return slices.Contains(own, line) })
	case cause.Detector == detect.GoDeadlock:
		locks := waitsForLocks(f)
		return blocked(f) && (len(locks) > 0 && allIn(locks, lines) || allIn(own, lines))
	case blocked(cause):
		return blocked(f) && allIn(own, lines)
	}
	return sameRemark(cause.Label, f.Label) && allIn(own, lines)
}

func allIn(some, all []string) bool {
	return !slices.ContainsFunc(some, func(line string) bool { return !slices.Contains(all, line) })
}

// oneVariable reports whether one of a cause's races and another race were about one variable, in any trial.
func (m *Measurement) oneVariable(cause, f detect.Finding) bool {
	for _, races := range m.raced {
		if slices.Contains(races, f.Fingerprint) && slices.ContainsFunc(cause.All(), func(g detect.Finding) bool {
			return slices.Contains(races, g.Fingerprint)
		}) {
			return true
		}
	}
	return false
}

// blocked reports whether a finding is about goroutines that wait for ever.
func blocked(f detect.Finding) bool {
	return slices.Contains([]detect.Label{
		detect.LabelAsleep, detect.LabelHang, detect.LabelSynctest, detect.LabelGoleak, detect.LabelLeakProfile,
	}, f.Label)
}

// isMisuse reports whether a process ended because several goroutines use a channel, mutex or WaitGroup that do not agree.
func isMisuse(f detect.Finding) bool {
	return (f.Label == detect.LabelPanic || f.Label == detect.LabelFatal) && slices.Contains([]string{
		"close of closed channel", "send on closed channel", "sync: negative WaitGroup counter",
		"sync: unlock of unlocked mutex", "sync: Unlock of unlocked RWMutex", "sync: RUnlock of unlocked RWMutex",
	}, f.Message)
}

// aboutSharing reports whether a linter's check is about what goroutines share.
func aboutSharing(label detect.Label) bool {
	return slices.Contains([]detect.Label{
		"vet atomic", "vet copylocks", "vet loopclosure", "vet waitgroup", "staticcheck SA2000",
	}, label)
}

// sameRemark reports whether two linters say the same by two of their checks.
func sameRemark(vet, staticcheck detect.Label) bool {
	return map[detect.Label]detect.Label{
		"vet waitgroup": "staticcheck SA2000", "vet testinggoroutine": "staticcheck SA2002", "vet sigchanyzer": "staticcheck SA1017",
	}[vet] == staticcheck
}

// linesOf returns the lines that a finding and those under it name, of a goroutine that runs or sleeps its function: the line
// is a matter of luck. The line of a test in which nothing is named is none.
func linesOf(cause detect.Finding) []string {
	return lines(cause, func(detect.Place) bool { return true })
}

// waitsForLocks returns the lines where a finding has goroutines wait for a mutex.
func waitsForLocks(f detect.Finding) []string {
	return lines(f, func(p detect.Place) bool {
		return strings.HasPrefix(p.What, "sync.") && strings.HasSuffix(p.What, "Lock")
	})
}

func lines(cause detect.Finding, counts func(detect.Place) bool) (all []string) {
	for _, f := range cause.All() {
		for _, p := range f.Places {
			at := p.Frame.At()
			switch {
			case p.What == "test" || p.Frame == (detect.Frame{}) || !counts(p):
				continue
			case p.What == "running" || p.What == "runnable" || p.What == "sleep":
				at = p.Frame.Func
			}
			if p.Library != (detect.Frame{}) {
				at += " in " + p.Library.At()
			}
			all = append(all, at)
		}
	}
	return all
}
