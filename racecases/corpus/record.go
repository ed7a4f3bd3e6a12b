package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

// A Record is what the runner adds to a file, as a line, when a half has returned.
// It is not written to standard output, so that a half's own output stays untouched.
type Record struct {
	V       int    `json:"v"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail,omitempty"`
	Leaks   string `json:"leaks,omitempty"`   // goleak's own words, empty if nothing was left
	Profile string `json:"profile,omitempty"` // the goroutine leak profile, empty if no goroutine leaked
	TookUS  int64  `json:"took_us,omitempty"` // what the half itself took
	Started int    `json:"started,omitempty"` // goroutines, while the half ran
	PeakKB  int64  `json:"peak_kb,omitempty"` // the most memory that the process ever had, where the system measures it
}

// How a runner ends that could not write its record, and what its last line begins with:
// no half is to blame for a disk that is full.
const (
	ExitLost   = 74 // EX_IOERR of sysexits.h
	LostPrefix = "runner: "
)

// AppendRecord adds a record to a file.
func AppendRecord(file string, r Record) error {
	r.V = 1
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
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
	for line := range bytes.Lines(text) {
		var r Record
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("record %s is corrupt: %w", file, err)
		}
		if r.V != 1 {
			return nil, fmt.Errorf("record %s has version %d, want 1", file, r.V)
		}
		records = append(records, r)
	}
	return records, nil
}
