package main

import (
	"path/filepath"
)

// A tripCount says how many of some comparisons found a regression.
type tripCount struct{ Tripped, All int }

// comparePage makes the page on the gate of compare of the raw lines in a folder.
func comparePage(dir string) ([]byte, error) {
	planted, err := countTrips(filepath.Join(dir, "planted.jsonl"))
	if err != nil {
		return nil, err
	}
	aa, err := countTrips(filepath.Join(dir, "aa.jsonl"))
	if err != nil {
		return nil, err
	}
	return fillPage("compare.md", map[string]tripCount{"Planted": planted, "AA": aa}, nil)
}

func countTrips(file string) (n tripCount, err error) {
	all, err := readLines[struct{ Regressions int }](file)
	for _, compared := range all {
		n.All++
		if compared.Regressions > 0 {
			n.Tripped++
		}
	}
	return n, err
}
