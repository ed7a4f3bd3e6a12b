// Package heat is the detector matrix at a glance, as the command scripts/draw reads it: that
// links no more of the course.
package heat

// A Map is the matrix at a glance: rows are cases, columns detectors.
type Map struct {
	Columns []string `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// A Row is what each detector makes of a case, in the order of the columns.
type Row struct {
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
