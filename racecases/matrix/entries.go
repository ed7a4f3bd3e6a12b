package matrix

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"threadlab/racecases/detect"
)

// ReadEntries reads the cells of a matrix.json, as [Matrix.JSON] writes it.
func ReadEntries(file string) ([]Entry, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var m struct {
		V       int     `json:"v"`
		Entries []Entry `json:"cells"`
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if m.V != 1 {
		return nil, fmt.Errorf("%s has version %d, want 1", file, m.V)
	}
	return m.Entries, nil
}

// OwnBuilds leaves of some entries what the pages show: each detector in its own build, on
// the processors that a machine like the one measured would use.
func OwnBuilds(entries []Entry) []Entry {
	procs := map[detect.Build]int{}
	for _, e := range entries {
		noteProcs(procs, e.Build, e.Procs)
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool {
		return e.Build != e.Detector.Build() || e.Procs != procs[e.Build]
	})
}
