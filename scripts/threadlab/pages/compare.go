package pages

import "path/filepath"

// A tripCount says how many of some comparisons found a regression.
type tripCount struct{ Tripped, All int }

// Compare makes the page on the gate of compare.
func Compare(dir string) ([]byte, error) {
	planted, err := countTrips(filepath.Join(dir, "planted.jsonl"))
	if err != nil {
		return nil, err
	}
	aa, err := countTrips(filepath.Join(dir, "aa.jsonl"))
	if err != nil {
		return nil, err
	}
	return fill("compare.md", map[string]tripCount{"Planted": planted, "AA": aa}, nil)
}

func countTrips(file string) (n tripCount, err error) {
	all, err := Lines[struct{ Regressions int }](file)
	for _, compared := range all {
		n.All++
		if compared.Regressions > 0 {
			n.Tripped++
		}
	}
	return n, err
}
