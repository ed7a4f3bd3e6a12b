package campaign

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// A Session is the command that made the lines below it in a raw file, and its machine.
type Session struct {
	V       int    `json:"v"`
	Command string `json:"command"`
	Date    string `json:"date"`
	Commit  string `json:"commit"`
	Go      string `json:"go"`
	CPUs    int    `json:"cpus"`
	Kernel  string `json:"kernel"`
	Load    string `json:"load"`
}

// A Raw is a file of raw lines that grows.
type Raw struct {
	file *os.File
	Had  map[Cell]Count // what it held when it was opened
}

// OpenRaw opens a file of raw lines, or makes it, for more to be added. What an
// interrupted run left of its last line goes.
func OpenRaw(name string) (_ *Raw, err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the error that counts is the first
		}
	}()
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	whole := bytes.LastIndexByte(text, '\n') + 1
	_, lines, err := parseRaw(name, text[:whole])
	if err != nil {
		return nil, err
	}
	r := &Raw{f, map[Cell]Count{}}
	for _, c := range Fold(lines) {
		r.Had[c.Cell] = c
	}
	if err := f.Truncate(int64(whole)); err != nil {
		return nil, err
	}
	_, err = f.Seek(int64(whole), io.SeekStart)
	return r, err
}

// Add writes one object as a line.
func (r *Raw) Add(object any) error {
	text, err := json.Marshal(object)
	if err != nil {
		return err
	}
	_, err = r.file.Write(append(text, '\n'))
	return err
}

// Name returns the name that the file was opened by.
func (r *Raw) Name() string { return r.file.Name() }

// Close closes the file.
func (r *Raw) Close() error { return r.file.Close() }

// ReadRaw reads the lines of a file that is written to no more.
func ReadRaw(name string) ([]Session, []Count, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	return parseRaw(name, text)
}

// parseRaw parses raw lines: runs, and the counts that they made.
func parseRaw(name string, text []byte) (runs []Session, counts []Count, err error) {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		var version struct {
			V       int
			Command string
			Case    string
		}
		if err := json.Unmarshal(line, &version); err != nil {
			return nil, nil, fmt.Errorf("%s:%d: not a raw line of the matrix: %w", name, n, err)
		}
		switch {
		case version.V != 1:
			return nil, nil, fmt.Errorf("%s:%d: has version %d, want 1", name, n, version.V)
		case version.Command != "":
			runs = append(runs, Session{})
			err = json.Unmarshal(line, &runs[len(runs)-1])
		case version.Case != "":
			counts = append(counts, Count{})
			err = json.Unmarshal(line, &counts[len(counts)-1])
		default:
			err = fmt.Errorf("neither a run nor a case")
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return runs, counts, nil
}
