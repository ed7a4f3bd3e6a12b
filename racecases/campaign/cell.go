package campaign

import (
	"cmp"
	"runtime"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// A Cell is what the matrix measures apart from everything else: one half of one
// case in one build, on so many processors, compiled by one Go.
type Cell struct {
	Case      string       `json:"case"`
	Half      corpus.Half  `json:"half"`
	Build     detect.Build `json:"build"`
	Procs     int          `json:"procs"`
	Toolchain string       `json:"toolchain"`
}

// Grid returns the cells of some cases: everyday builds on each number of processors, the others on all that there are.
// A build whose one detector is not applicable has none. The halves of a pair are neighbours.
func Grid(refs []corpus.Ref, builds []detect.Build, procs []int, toolchain string) []Cell {
	var cells []Cell
	for _, build := range builds {
		of := slices.DeleteFunc(slices.Clone(refs), func(ref corpus.Ref) bool { return !applies(ref, build) })
		at := procs
		if build.Owner() != "" {
			at = []int{runtime.NumCPU()}
		}
		for _, n := range at {
			for _, ref := range of {
				for _, half := range ref.Halves() {
					cells = append(cells, Cell{ref.Name(), half, build, n, toolchain})
				}
			}
		}
	}
	return cells
}

// Shard returns the part of the cells that shard i of n measures, i from 0. Pairs
// stay together, and each shard gets its share of every build.
func Shard(cells []Cell, i, n int) []Cell {
	var mine []Cell
	pair := -1
	for at, c := range cells {
		if at == 0 || !c.sibling(cells[at-1]) {
			pair++
		}
		if pair%n == i {
			mine = append(mine, c)
		}
	}
	return mine
}

// sibling reports whether two cells differ in the half alone.
func (c Cell) sibling(d Cell) bool {
	c.Half = d.Half
	return c == d
}

// compareCells orders cells for files and pages.
func compareCells(a, b Cell) int {
	return cmp.Or(
		cmp.Compare(a.Case, b.Case), cmp.Compare(a.Half, b.Half), cmp.Compare(a.Toolchain, b.Toolchain),
		cmp.Compare(a.Build, b.Build), a.Procs-b.Procs,
	)
}
