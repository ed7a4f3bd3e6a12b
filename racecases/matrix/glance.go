package matrix

import "threadlab/racecases/detect"

// A Heat is the matrix at a glance, for a picture: rows are cases, columns detectors.
type Heat struct {
	Columns []string  `json:"columns"`
	Rows    []HeatRow `json:"rows"`
}

// A HeatRow is what each detector makes of a case, in the order of the columns.
type HeatRow struct {
	Case    string   `json:"case"`
	Squares []Square `json:"squares"`
}

// A Square is a detector on a case. Share is that of the trials in which it reports the bug, nil where there is
// nothing to see or to measure. Sign stands beside the shade: ! a false alarm, w only reports at the wrong site,
// / not applicable, ? not measured, - a negative, silent.
type Square struct {
	Share *float64 `json:"share,omitempty"`
	Sign  string   `json:"sign,omitempty"`
}

// Heat returns the matrix at a glance.
func (m Matrix) Heat() Heat {
	var h Heat
	for _, d := range detect.Names() {
		h.Columns = append(h.Columns, string(d))
	}
	for _, ref := range m.refs {
		row := HeatRow{Case: ref.Name()}
		for _, d := range detect.Names() {
			row.Squares = append(row.Squares, m.views[d][ref.Name()].square())
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

func (v view) square() Square {
	var s Square
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
