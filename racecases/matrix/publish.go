package matrix

import (
	"bytes"
	"encoding/json"
	"fmt"

	"threadlab/racecases/detect"
	"threadlab/racecases/matrix/heat"
)

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

// Heat returns the matrix at a glance.
func (m Matrix) Heat() heat.Map {
	var h heat.Map
	for _, d := range detect.Names() {
		h.Columns = append(h.Columns, string(d))
	}
	for _, ref := range m.refs {
		row := heat.Row{Case: ref.Name()}
		for _, d := range detect.Names() {
			row.Squares = append(row.Squares, m.views[d][ref.Name()].square())
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

func (v view) square() heat.Square {
	var s heat.Square
	if v.applies && v.measured() && !v.ref.Case.Negative {
		share := float64(v.seen.Hits) / float64(v.broken.Trials)
		s.Share = &share
	}
	switch {
	case !v.applies:
		s.Sign = "/"
	case !v.measured():
		s.Sign = "?"
	case v.alarms > 0:
		s.Sign = "!"
	case v.seen.Wrong > 0 && v.seen.Hits == 0:
		s.Sign = "w"
	case v.ref.Case.Negative:
		s.Sign = "-"
	}
	return s
}
