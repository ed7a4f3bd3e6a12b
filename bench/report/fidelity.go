package report

import (
	"cmp"
	"fmt"
	"strings"
)

// FidelityName is the file that [Fidelity] makes the contents of.
const FidelityName = "fidelity.md"

// Fidelity holds what the model of the GIL does to a program against what CPython's does, shape by shape, from the
// figures of the gil suite in a folder, and returns a table in Markdown. All three files of figures must be
// there: gil.txt, and those of CPython 3.13 with the GIL and without.
func Fidelity(dir string) ([]byte, error) {
	figures := figuresIn(dir)
	model := newSubject(figures.build("gil", "gil"), figures.build("gil", "free-threaded"))
	python := newSubject(figures.build("gil.cpython3.13", "cpython3.13"), figures.build("gil.cpython3.13t", "cpython3.13t"))
	model.isModel = true
	var rows []string
	for _, s := range shapes() {
		gil := "on"
		if s.off {
			gil = "off"
		}
		rows = append(rows, strings.Join([]string{s.id, gil, s.says, s.bounds(), model.judge(s), python.judge(s)}, " | "))
	}
	if err := cmp.Or(model.on.missing, model.off.missing, python.on.missing, python.off.missing); err != nil {
		return nil, err
	}
	return fill("fidelity.md", map[string]any{"Rows": rows, "Model": model, "CPython": python}, nil)
}

// A shape is something that a GIL does to a program, or its absence does not, as a number that has no unit, and the
// bounds that it must be in. The numbers are those of the project's model of CPython, S2 to S8.
type shape struct {
	id, says  string
	off       bool // it is about threads without a GIL
	modelOnly bool // each Python calibrates its own work, so two of them cannot be compared in it
	parallel  bool // it needs two processors
	low, high float64
	of        func(b *build) float64
}

const noLimit = 0 // in place of a bound

// The switch interval of the two settings that shapes are about, and how many calls an op of GILMixed has.
const (
	slow, fast = 5e-3, 0.5e-3
	calls      = 50
)

func shapes() []shape {
	var all []shape
	for _, n := range []int{2, 4} {
		all = append(all, shape{
			id: "S2", says: fmt.Sprintf("computing, %d threads: no faster than one (T1/T%d)", n, n), low: 0.7, high: 1.05,
			of: func(b *build) float64 { return b.cpu(1) / b.cpu(n) },
		})
	}
	all = append(all,
		shape{
			id: "S3", says: "the same without a GIL, 2 threads: faster (T1/T2)", off: true, parallel: true, low: 1.5,
			of: func(b *build) float64 { return b.cpu(1) / b.cpu(2) },
		},
		shape{
			id: "S3", says: "one thread without a GIL, against one with: no dearer", off: true, modelOnly: true, high: 1.1,
			of: func(b *build) float64 { return b.cpu(1) / b.other.cpu(1) },
		})
	sleeping := func(n int, off bool) shape {
		return shape{
			id: "S4", says: fmt.Sprintf("sleeping, %d threads: no thread waits for another (T1/T%d)", n, n), off: off, low: 0.9,
			of: func(b *build) float64 { return b.io(1) / b.io(n) },
		}
	}
	return append(append(all, sleeping(2, false), sleeping(4, false), sleeping(8, false), sleeping(8, true)),
		shape{
			id: "S5", says: "a hog adds one switch interval to a call, of 5 ms (p50, in intervals)", low: 0.8, high: 1.5,
			of: func(b *build) float64 { return b.added(slow) / slow },
		},
		shape{
			id: "S5", says: "and one of 0.5 ms (p50, in intervals)", low: 0.8, high: 1.5,
			of: func(b *build) float64 { return b.added(fast) / fast },
		},
		shape{
			id: "S5", says: "what it adds scales with the interval (5 ms against 0.5 ms)", low: 3, high: 12,
			of: func(b *build) float64 { return b.added(slow) / b.added(fast) },
		},
		shape{
			id: "S6", says: "calls beside a hog, of those that an interval each would leave", low: 0.4, high: 1.1,
			of: func(b *build) float64 { return calls * (slow + b.call(0, slow)) / b.mixed(1, slow) },
		},
		shape{
			id: "S6", says: "the hog makes them fewer (time with, against without)", low: 5,
			of: func(b *build) float64 { return b.mixed(1, slow) / b.mixed(0, slow) },
		},
		shape{
			id: "S7", says: "without a GIL a hog does not matter (p50 with, against without)", off: true, parallel: true, high: 1.5,
			of: func(b *build) float64 { return b.call(1, slow) / b.call(0, slow) },
		},
		shape{
			id: "S8", says: "a second hog makes it worse (p50 beside two, against one)", low: 1.5,
			of: func(b *build) float64 { return b.call(2, slow) / b.call(1, slow) },
		})
}

// inside reports whether a value is within the bounds, which belong to it.
func (s shape) inside(x float64) bool {
	return (s.low == noLimit || x >= s.low) && (s.high == noLimit || x <= s.high)
}

func (s shape) bounds() string {
	switch {
	case s.low == noLimit:
		return fmt.Sprintf("at most %.4g", s.high)
	case s.high == noLimit:
		return fmt.Sprintf("at least %.4g", s.low)
	}
	return fmt.Sprintf("%.4g to %.4g", s.low, s.high)
}

// A build is one way to run Python threads: an impl of the gil suite and its figures.
type build struct {
	folder
	suite, impl string
	cpus        string
	other       *build // the same without a GIL, or with it
	missing     error  // the file that could not be read, or the first figure that was asked for and is not there
}

// A subject is what is judged: a build with a GIL and one without. Inside of the shapes that it was Judged by are in their bounds.
type subject struct {
	on, off        *build
	isModel        bool
	Inside, Judged int
}

func newSubject(on, off *build) *subject {
	on.other, off.other = off, on
	return &subject{on: on, off: off}
}

// judge returns the number of a shape and whether it is inside the bounds, or that the subject is not to be judged by it.
func (p *subject) judge(s shape) string {
	b := p.on
	if s.off {
		b = p.off
	}
	if s.parallel && b.cpus == "1" || s.modelOnly && !p.isModel {
		return "– | not judged"
	}
	p.Judged++
	x := s.of(b)
	if !s.inside(x) {
		return fmt.Sprintf("%.2f | **outside**", x)
	}
	p.Inside++
	return fmt.Sprintf("%.2f | inside", x)
}

func (f folder) build(suite, impl string) *build {
	of, err := f.of(suite)
	return &build{folder: f, suite: suite, impl: impl, cpus: of.cpus, missing: err}
}

func (b *build) median(cell, suffix, unit string) float64 {
	values, err := b.at(b.suite, figure{cell, b.impl + suffix, unit})
	if err != nil {
		b.missing = cmp.Or(b.missing, err)
		return 0
	}
	return Summarise(values).Center
}

func (b *build) cpu(threads int) float64 {
	return b.median(fmt.Sprintf("GILCPU/threads=%d/work_ms=120", threads), "", "sec/op")
}

func (b *build) io(threads int) float64 {
	// All sleep the same number of times, so n threads do n times as much.
	return b.median(fmt.Sprintf("GILIO/threads=%d/sleeps=10/sleep_ms=10", threads), "", "sec/op")
}

// mixed is what the calls of one op take beside so many hogs, call what one takes.
func (b *build) mixed(hogs int, interval float64) float64 { return b.beside(hogs, interval, "sec/op") }

func (b *build) call(hogs int, interval float64) float64 {
	return b.beside(hogs, interval, "p50-call-sec")
}

func (b *build) beside(hogs int, interval float64, unit string) float64 {
	suffix := ""
	if interval == fast && hogs > 0 { // without one no thread asks for a switch
		suffix = ".500us"
	}
	return b.median(fmt.Sprintf("GILMixed/hogs=%d/calls=%d/sleep_ms=1", hogs, calls), suffix, unit)
}

// added is what a hog adds to a call.
func (b *build) added(interval float64) float64 { return b.call(1, interval) - b.call(0, interval) }
