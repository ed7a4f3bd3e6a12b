package detect_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
)

// TestTitleOfAHang: a test that still runs at its deadline may have needed more time.
func TestTitleOfAHang(t *testing.T) {
	hang := detect.Finding{Detector: detect.Hang, Label: detect.LabelHang}
	assert.Equal(t, "HANG", hang.Title())
	hang.Busy = true
	assert.Contains(t, hang.Title(), "or slow")
}

// TestGroups: goroutines at one place are counted; the accesses of a race and the locks of
// go-deadlock are two.
func TestGroups(t *testing.T) {
	send := detect.Place{What: "chan send", Frame: detect.Frame{File: "stock.go", Line: 3}}
	other := send
	other.Goroutine, other.What = 9, "chan receive"
	third := send
	third.Goroutine = 12
	counts := func(f detect.Finding) (counts []int) {
		f.Places = []detect.Place{send, other, third}
		for _, g := range f.Groups() {
			counts = append(counts, g.Count)
		}
		return counts
	}
	assert.Equal(t, []int{2, 1}, counts(detect.Finding{Detector: detect.Goleak}))
	assert.Equal(t, []int{1, 1, 1}, counts(detect.Finding{Detector: detect.Race, Race: &detect.Report{}}))
	assert.Equal(t, []int{1, 1, 1}, counts(detect.Finding{Detector: detect.GoDeadlock}))
}
