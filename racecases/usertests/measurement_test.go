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
