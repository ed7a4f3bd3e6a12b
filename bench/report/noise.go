package report

import (
	"math"
	"strings"

	"threadlab/bench"
)

// A Noise is how far a suite's controls were from what they repeat, as the largest factor for each unit.
type Noise map[string]float64

// NoiseOf measures it.
func NoiseOf(f *Figures) Noise {
	n := Noise{}
	f.Each(func(_ Benchmark, c Cell) {
		for _, control := range c.Impls {
			name, ok := strings.CutSuffix(control.Name, bench.ControlSuffix)
			if !ok {
				continue
			}
			for _, of := range c.Impls {
				if of.Name != name {
					continue
				}
				for _, unit := range of.units {
					if again := control.values[unit]; again != nil {
						e := Compare(again, of.values[unit])
						n[unit] = max(n.of(unit), math.Exp(math.Abs(math.Log(e.Ratio))))
					}
				}
			}
		}
	})
	return n
}

// of returns the factor of a unit, 1 where there is no control.
func (n Noise) of(unit string) float64 {
	if f, ok := n[unit]; ok && !math.IsNaN(f) {
		return f
	}
	return 1
}

// Each calls do for every cell, in order.
func (f *Figures) Each(do func(Benchmark, Cell)) {
	for _, b := range f.Benchmarks {
		for _, c := range b.Cells {
			do(b, c)
		}
	}
}
