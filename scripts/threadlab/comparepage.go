package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	return fillPage("page/compare.md", map[string]tripCount{"Planted": planted, "AA": aa}, nil)
}

func countTrips(file string) (n tripCount, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return n, err
	}
	for line := range strings.Lines(string(text)) {
		var compared struct{ Regressions int }
		if err := json.Unmarshal([]byte(line), &compared); err != nil {
			return n, fmt.Errorf("%s: %w", file, err)
		}
		n.All++
		if compared.Regressions > 0 {
			n.Tripped++
		}
	}
	return n, nil
}
