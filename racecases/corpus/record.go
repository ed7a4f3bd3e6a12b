package corpus

import (
	"encoding/json"
	"fmt"
	"os"
)

// A Record is what the runner writes to a file when a half has returned. It is
// not written to standard output, so that a half's own output stays untouched.
type Record struct {
	V       int    `json:"v"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail,omitempty"`
	Leaks   string `json:"leaks,omitempty"`   // goleak's own words, empty if nothing was left
	Profile string `json:"profile,omitempty"` // the goroutine leak profile, empty if it has nothing to say
	TookUS  int64  `json:"took_us,omitempty"` // what the half itself took
	PeakKB  int64  `json:"peak_kb,omitempty"` // the most memory that the process ever had, where the system tells
}

// WriteRecord writes the record to a file.
func WriteRecord(file string, r Record) error {
	r.V = 1
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(b, '\n'), 0o644)
}

// ReadRecord reads a record. A child that died before the end left none: that is
// an error that matches [os.ErrNotExist].
func ReadRecord(file string) (Record, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return Record{}, err
	}
	var r Record
	if err := json.Unmarshal(b, &r); err != nil {
		return Record{}, fmt.Errorf("record %s is corrupt: %w", file, err)
	}
	if r.V != 1 {
		return Record{}, fmt.Errorf("record %s has version %d, want 1", file, r.V)
	}
	return r, nil
}
