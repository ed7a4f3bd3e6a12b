package usertests_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/usertests"
)

// TestRemarksHaveAnOrder: what the linters said comes in the order of the builds, each
// time. A map's order would not last for a hundred times.
func TestRemarksHaveAnOrder(t *testing.T) {
	remark := func(d detect.Name, check string) []detect.Finding {
		return []detect.Finding{{
			Detector: d, Label: detect.Label(check),
			Places: []detect.Place{{What: check, Frame: detect.Frame{File: "example.com/shop/shop.go", Line: 3}}},
		}}
	}
	for range 100 {
		r := usertests.Linted(map[detect.Build][]detect.Finding{
			detect.StaticcheckBuild: remark(detect.Staticcheck, "SA2000"),
			detect.VetBuild:         remark(detect.Vet, "waitgroup"),
		}).Remarks()
		var labels []detect.Label
		for _, f := range r.Findings {
			labels = append(labels, f.Label)
		}
		assert.Equal(t, []detect.Label{"waitgroup", "SA2000"}, labels)
		assert.Len(t, r.Rows, 2)
	}
}

// TestOneBugOnce: a goroutine that runs is at another line each time, and when a test
// hangs perhaps in another function; one that waits is where it is.
func TestOneBugOnce(t *testing.T) {
	at := func(label detect.Label, what, function string, line int) string {
		frame := detect.Frame{Func: function, File: "example.com/shop/shop.go", Line: line}
		return usertests.Identity(detect.Finding{Label: label, Places: []detect.Place{{What: what, Frame: frame}}})
	}
	hang, leak := detect.LabelHang, detect.LabelGoleak
	assert.Equal(t, at(hang, "running", "shop.TestSpin", 3), at(hang, "runnable", "shop.spin", 9))
	assert.Equal(t, at(leak, "running", "shop.spin", 3), at(leak, "running", "shop.spin", 4))
	assert.NotEqual(t, at(leak, "running", "shop.spin", 3), at(leak, "running", "shop.other", 3))
	assert.NotEqual(t, at(hang, "chan send", "shop.send", 3), at(hang, "chan send", "shop.send", 4))
	assert.Equal(t, at(hang, "sleep", "shop.poll", 3), at(hang, "sleep", "shop.poll", 4))
	assert.NotEqual(t, at(hang, "running", "shop.spin", 3), at(hang, "sleep", "shop.spin", 3))
}
