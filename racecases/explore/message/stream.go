package message

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

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
