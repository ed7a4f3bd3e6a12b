package report

import (
	"math"

	"threadlab/bench"
)

// A Noise is how far a suite's controls were from what they repeat, as the largest factor for each unit.
type Noise map[string]float64

// NoiseOf measures it.
func NoiseOf(f *Figures) Noise {
	n := Noise{}
	f.Each(func(_ Benchmark, c Cell) {
		for _, control := range c.Impls {
			for _, of := range c.Impls {
				if control.Name == of.Name+bench.ControlSuffix {
					n.add(of, control)
				}
			}
		}
	})
	return n
}

// add takes in how far a control was from what it repeats.
func (n Noise) add(of, control Impl) {
	for _, unit := range of.units {
		if again := control.values[unit]; again != nil {
			e := Compare(again, of.values[unit])
			n[unit] = max(n.of(unit), math.Exp(math.Abs(math.Log(e.Ratio))))
		}
	}
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
