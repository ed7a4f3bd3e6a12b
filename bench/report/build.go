package report

import (
	"cmp"
	"fmt"
	"path/filepath"
)

// A build is one way to run Python threads: an impl of the gil suite and its figures.
type build struct {
	file, impl string
	cpus       string
	medians    map[figure]float64
	other      *build // the same without a GIL, or with it
	missing    error  // the first figure that was asked for and is not there
}

// A pair is a build with a GIL and one without.
type pair struct{ on, off *build }

func readPair(dir string, onFile, on, offFile, off string) (pair, error) {
	a, err := readBuild(dir, onFile, on)
	if err != nil {
		return pair{}, err
	}
	b, err := readBuild(dir, offFile, off)
	if err != nil {
		return pair{}, err
	}
	a.other, b.other = b, a
	return pair{a, b}, nil
}

// judge returns the number of a shape and whether it is inside the bounds, or that the pair is not to be judged by it.
func (p pair) judge(s shape) (value float64, judged bool, err error) {
	b := p.on
	if s.off {
		b = p.off
	}
	if s.parallel && b.cpus == "1" {
		return 0, false, nil
	}
	value = s.of(b)
	return value, true, cmp.Or(p.on.missing, p.off.missing)
}

func readBuild(dir, file, impl string) (*build, error) {
	raw, err := Read(filepath.Join(dir, file))
	if err != nil {
		return nil, err
	}
	medians, err := readMedians(filepath.Join(dir, file))
	if err != nil {
		return nil, err
	}
	return &build{file: file, impl: impl, cpus: raw.Config["cpus"], medians: medians}, nil
}

func (b *build) at(cell, suffix, unit string) float64 {
	x, ok := b.medians[figure{cell, b.impl + suffix, unit}]
	if !ok && b.missing == nil {
		b.missing = fmt.Errorf("%s has no %s of %s in %s", b.file, unit, b.impl+suffix, cell)
	}
	return x
}

func (b *build) cpu(threads int) float64 {
	return b.at(fmt.Sprintf("GILCPU/threads=%d/work_ms=120", threads), "", "sec/op")
}

func (b *build) io(threads int) float64 {
	// All sleep the same number of times, so n threads do n times as much.
	return b.at(fmt.Sprintf("GILIO/threads=%d/sleeps=10/sleep_ms=10", threads), "", "sec/op")
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
	return b.at(fmt.Sprintf("GILMixed/hogs=%d/calls=%d/sleep_ms=1", hogs, calls), suffix, unit)
}

// added is what a hog adds to a call.
func (b *build) added(interval float64) float64 { return b.call(1, interval) - b.call(0, interval) }
