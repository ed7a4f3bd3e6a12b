package corpus

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// A Run is what a half is given: how often to repeat, where to leave files, and
// a place for a remark. It belongs to the goroutine that called the half.
type Run struct {
	dir    string
	once   bool // nothing is repeated for luck
	detail string
}

// NewRun returns a Run whose half works in dir and repeats in full.
func NewRun(dir string) *Run { return &Run{dir: dir} }

// NewExploredRun returns a Run for one schedule of many: its half does nothing twice for luck. It has no directory.
func NewExploredRun() *Run { return &Run{once: true} }

// Times says how often to do what is repeated only for luck: n times in a trial,
// once where every interleaving is tried anyway.
func (r *Run) Times(n int) int {
	if r.once {
		return 1
	}
	return n
}

// Dir returns an empty directory for effects that show only after the process
// has ended. Whoever started the process looks there.
func (r *Run) Dir() string { return r.dir }

// Note leaves a remark for people beside the outcome: "counter = 3, want 5".
func (r *Run) Note(format string, args ...any) { r.detail = fmt.Sprintf(format, args...) }

// Detail returns the last remark.
func (r *Run) Detail() string { return r.detail }

// Tally compares a count with what it should be, notes both, and returns the outcome: "exact", "lost" or "extra".
func (r *Run) Tally(name string, got, want int) string {
	r.Note("%s = %d, want %d", name, got, want)
	switch {
	case got < want:
		return "lost"
	case got > want:
		return "extra"
	}
	return "exact"
}

// A Record is what the runner adds to a file, as a line, when a half has returned.
// It is not written to standard output, so that a half's own output stays untouched.
type Record struct {
	V       int // version: 0 is no record
	Outcome string
	Detail  string
	Leaks   string // goleak's own words, empty if nothing was left
	Profile string // the goroutine leak profile, empty if no goroutine leaked
	TookUS  int64  // what the half itself took
	Started int    // goroutines, while the half ran
	PeakKB  int64  // the most memory that the process ever had, where the system measures it
}

// recordForm is the line: the fields in their order, texts in quotes. It is not JSON, because every
// build of the runner would compile that package for this one line.
const (
	recordForm    = "record %d: %q %q %q %q %d %d %d\n"
	recordVersion = 2
)

// How a runner ends that could not write its record, and what its last line begins with:
// no half is to blame for a disk that is full.
const (
	ExitLost   = 74 // EX_IOERR of sysexits.h
	LostPrefix = "runner: "
)

// AppendRecord adds a record to a file.
func AppendRecord(file string, r Record) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, recordForm, recordVersion, r.Outcome, r.Detail, r.Leaks, r.Profile, r.TookUS, r.Started, r.PeakKB)
	return errors.Join(err, f.Close())
}

// ReadRecords reads the records of a child, one for each time that the half
// returned. A child that died before the first left no file: that is none.
func ReadRecords(file string) ([]Record, error) {
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var records []Record
	for line := range strings.Lines(string(text)) {
		var r Record
		if _, err := fmt.Sscanf(line, recordForm, &r.V, &r.Outcome, &r.Detail, &r.Leaks, &r.Profile, &r.TookUS, &r.Started, &r.PeakKB); err != nil {
			return nil, fmt.Errorf("record %s is corrupt: %w", file, err)
		}
		if r.V != recordVersion {
			return nil, fmt.Errorf("record %s has version %d, want %d", file, r.V, recordVersion)
		}
		records = append(records, r)
	}
	return records, nil
}
