package corpus

import "fmt"

// A Run is what a half is given: how often to repeat, where to leave files, and
// a place for a remark. It belongs to the goroutine that called the half.
type Run struct {
	dir    string
	times  func(n int) int
	detail string
}

// NewRun returns a Run whose half works in dir and repeats in full.
func NewRun(dir string) *Run {
	return &Run{dir: dir, times: func(n int) int { return n }}
}

// NewExploredRun returns a Run for one schedule of many: its half does nothing
// twice for luck. It has no directory.
func NewExploredRun() *Run {
	return &Run{times: func(int) int { return 1 }}
}

// Times says how often to do what is repeated only for luck: n times in a trial,
// once where every interleaving is tried anyway.
func (r *Run) Times(n int) int { return r.times(n) }

// Dir returns an empty directory for effects that show only after the process
// has ended. Whoever started the process looks there.
func (r *Run) Dir() string { return r.dir }

// Note leaves a remark for people beside the outcome: "counter = 3, want 5".
func (r *Run) Note(format string, args ...any) { r.detail = fmt.Sprintf(format, args...) }

// Detail returns the last remark.
func (r *Run) Detail() string { return r.detail }

// Tally compares a count with what it should be, notes both, and returns the
// outcome: "exact", "lost" or "extra".
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
