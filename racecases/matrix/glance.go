package matrix

import (
	"threadlab/racecases/detect"
	"threadlab/racecases/matrix/heat"
)

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
