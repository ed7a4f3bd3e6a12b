// Package message is what a process that explores programs exchanges, as JSON, with the
// process that started it. It is apart from package harness because the latter need not
// link the model.
package message

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"threadlab/racecases/explore/scheduler"
)

// A Job is one search, the replay of one schedule, or a play.
type Job struct {
	Entry string // the entry point of the program
	scheduler.Options
	Play *scheduler.Play // the state to show, in place of a search; nil: none

	// RacyPairs are marked accesses, by what happens at a line of a file as it was compiled
	// ("read example.org/shop/stock.go:12"), each with the letters of the pairs that it is
	// of. When two of these form a racy pair, the program fails; nil: racy pairs do not fail.
	RacyPairs map[string]string
}

// A Result is the result of a job.
type Result struct {
	Answer  scheduler.Answer
	State   *scheduler.State `json:",omitempty"` // of a play
	Error   string           // why there is no answer
	Refused bool             // the program does what is not modelled, and the error says what
	Skipped bool             // the program skips itself, and the error says why
	Stuck   bool             `json:",omitempty"` // a goroutine of the program runs on: its process ends
}

// separator stands before each result on standard output, which is not the harness's alone: a
// package may have kept that file before the tests began, and print there. It is that of RFC
// 7464, as others may print it too; in JSON it is escaped.
const separator = '\x1e'

// Write writes a result.
func Write(w io.Writer, r Result) error {
	text, err := json.Marshal(Pack(r))
	if err != nil {
		return err
	}
	_, err = w.Write(append(append([]byte{separator}, text...), '\n'))
	return err
}

// A Reader reads results, and passes over what else was printed.
type Reader struct{ in *bufio.Reader }

// NewReader returns a Reader of what a process prints.
func NewReader(r io.Reader) *Reader { return &Reader{bufio.NewReader(r)} }

// Next returns the next result, or [io.EOF] if there is none.
func (r *Reader) Next() (Result, error) {
	for {
		line, err := r.in.ReadBytes('\n')
		if err != nil {
			return Result{}, err
		}
		var p Packed
		if i := bytes.LastIndexByte(line, separator); i >= 0 && json.Unmarshal(line[i+1:], &p) == nil && len(p.Traces) == len(p.traces()) {
			return p.Unpack(), nil
		}
	}
}
