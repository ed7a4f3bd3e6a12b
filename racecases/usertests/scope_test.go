package usertests_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
	"threadlab/racecases/usertests"
)

// TestRemarkWithItsRace: what a linter says about a function that races, or about the line that creates its goroutine, is under
// the race, also outside of the tests; what it says about other functions is not.
func TestRemarkWithItsRace(t *testing.T) {
	const source = `package shop

func (s Shelf) Sell() {
	s.mu.Lock()
	*s.left--
}

func Watch() {
	go func() {
		wg.Add(1)
		seen++
	}()
	seen++
}

func Open(mu sync.Mutex) {}
`
	at := func(line int) detect.Frame { return detect.Frame{File: "example.com/shop/shop.go", Line: line} }
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "shop.go"), []byte(source), 0o600))
	tests := []struct {
		name         string
		check        string
		remark, race int
		told         bool
	}{
		{"a receiver with a copied lock", "copylocks", 3, 5, true},
		{"Add in the goroutine", "waitgroup", 10, 11, true},
		{"Add in the goroutine, of a race around it", "waitgroup", 10, 13, false},
		{"where the goroutine is created", "copylocks", 9, 5, true},
		{"another function", "copylocks", 16, 5, false},
		{"about something else", "lostcancel", 3, 5, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			race := detect.Finding{Detector: detect.Race, Label: detect.LabelRace, Places: []detect.Place{{What: "write", Frame: at(tt.race)}}}
			race.Race = &detect.Report{Accesses: [2]goreport.Access{{Created: []detect.Frame{at(9)}}}}
			remark := detect.Finding{
				Detector: detect.Vet, Label: detect.LabelOf(detect.Vet, tt.check), Places: []detect.Place{{What: tt.check, Frame: at(tt.remark)}},
			}
			in, outside := usertests.Told(root, race, remark)
			require.Len(t, in, 1)
			if tt.told {
				require.Len(t, in[0].Also, 1)
				assert.Equal(t, remark.Label, in[0].Also[0].Label)
				assert.Empty(t, outside, "it is told once")
			} else {
				assert.Empty(t, in[0].Also)
				assert.Len(t, outside, 1)
			}
		})
	}
}
