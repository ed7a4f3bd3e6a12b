package usertests

import (
	"threadlab/racecases/detect"
)

// Linted returns a package without files about which the linters said this.
func Linted(remarks map[detect.Build][]detect.Finding) *Package {
	return &Package{Module: "example.com/shop", remarks: remarks}
}

// Guests returns the path, version and sum of each guest.
func Guests() [][3]string {
	var all [][3]string
	for _, g := range guests() {
		all = append(all, [3]string{g.path, g.version, g.sum})
	}
	return all
}
