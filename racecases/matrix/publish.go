package matrix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
)

// Load reads raw files and computes the matrix of the given cases.
func Load(refs []corpus.Ref, files ...string) (Matrix, error) {
	s, err := ReadSide(files...)
	if err != nil {
		return Matrix{}, err
	}
	return New(refs, s.Sessions, s.Lines), nil
}

// Files are the pages by name, each as it is written. heat is the picture of [Matrix.Heat].
func (m Matrix) Files(heat []byte) (map[string][]byte, error) {
	object, err := m.JSON()
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		"matrix.json": object, "matrix.md": []byte(m.Page()), "ci.md": []byte(m.Advice()), "heat.svg": heat,
	}, nil
}

// JSON is the matrix for programs: the object of [Matrix], a cell on each line.
func (m Matrix) JSON() ([]byte, error) {
	cells := m.Entries
	m.Entries = []Entry{}
	object, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, err
	}
	lines := make([][]byte, len(cells))
	for i, c := range cells {
		if lines[i], err = json.Marshal(c); err != nil {
			return nil, err
		}
	}
	inner := fmt.Appendf(nil, "\"cells\": [\n  %s\n ]", bytes.Join(lines, []byte(",\n  ")))
	return append(bytes.Replace(object, []byte(`"cells": []`), inner, 1), '\n'), nil
}

// Publish writes the pages into a folder, each whole or not at all.
func (m Matrix) Publish(dir string, heat []byte) error {
	files, err := m.Files(heat)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range files {
		if err := atomicfile.Write(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	return nil
}
