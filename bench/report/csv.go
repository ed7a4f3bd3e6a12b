package report

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
)

// CSV returns every figure of a suite for other programs, a line for each implementation, cell and metric: median
// and interval in the metric's base unit (seconds, bytes), and the factor against the first implementation of the
// cell, with its interval, the test's p and the answer in words. What is not known is empty.
func CSV(f *Figures) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.Write([]string{
		"suite", "benchmark", "cell", "impl", "source", "unit", "rounds", "median", "low", "high",
		"base", "factor", "factor_low", "factor_high", "p", "answer",
	})
	noise := NoiseOf(f)
	f.Each(func(bench Benchmark, c Cell) {
		base := c.Base()
		for _, impl := range c.Impls {
			for _, unit := range impl.units {
				v := impl.values[unit]
				s := Summarise(v)
				line := []string{
					f.Suite, bench.Name, c.String(), impl.Name, FileName(f.Suite, impl.Source), unit,
					strconv.Itoa(len(v)), number(s.Center), number(s.Lo), number(s.Hi),
				}
				if of := base.values[unit]; of != nil && impl.Name != base.Name {
					e := Compare(v, of)
					line = append(line, base.Name, number(e.Ratio), number(e.Lo), number(e.Hi), number(e.P), Words(e, unit, noise.of(unit)))
				} else {
					line = append(line, "", "", "", "", "", "")
				}
				if err == nil {
					err = w.Write(line)
				}
			}
		}
	})
	w.Flush()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), w.Error()
}

func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}
