package corpus

import "errors"

// An Exploration says where a case departs from the rule of the explorer: with up to two
// delays every broken half fails at operations alone, and every correct half is exhausted.
type Exploration struct {
	// NotModelled is what the explorer refuses the case for: part of its message.
	NotModelled string
	// OneDelay says why the correct half is explored with one delay only.
	OneDelay string
	// AtAccesses is set for a data race whose harm is done between two operations: a
	// schedule shows it only with points at accesses to shared memory.
	AtAccesses bool
	// NoHarm says why not even a schedule with such points shows any harm.
	NoHarm string
	// FailsSooner says what fails before the second access of the race: the race detector
	// has nothing to report then.
	FailsSooner string
}

// check reports what cannot be true of a case together.
func (e Exploration) check(class Class) error {
	var errs []error
	if e.NotModelled != "" && e != (Exploration{NotModelled: e.NotModelled}) {
		errs = append(errs, errors.New("the explorer refuses it, so nothing else can be said of its schedules"))
	}
	if e.NoHarm != "" && !e.AtAccesses {
		errs = append(errs, errors.New("NoHarm is about schedules with points at accesses: set AtAccesses too"))
	}
	if (e.AtAccesses || e.FailsSooner != "") && class != DataRace {
		errs = append(errs, errors.New("AtAccesses and FailsSooner are about data races"))
	}
	return errors.Join(errs...)
}
