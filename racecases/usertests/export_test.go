package usertests

import (
	"threadlab/racecases/detect"
)

// Linted returns a package without files about which the linters said this.
func Linted(remarks map[detect.Build][]detect.Finding) *Package {
	return &Package{Module: "example.com/shop", remarks: remarks}
}

// Helpers returns the path, version and sum of each helper.
func Helpers() [][3]string {
	var all [][3]string
	for _, g := range helpers() {
		all = append(all, [3]string{g.path, g.version, g.sum})
	}
	return all
}

// Kept returns the findings that are left of those of some trials.
func Kept(trials ...[]detect.Finding) []detect.Finding {
	var m Measurement
	for _, found := range trials {
		m.add(found)
	}
	return m.Findings
}
