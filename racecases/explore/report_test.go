package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// TestFingerprintsOfPackages has the same failure in the tests of two packages: tests of one name
// that say the same are two failures, and what two packages call is one.
func TestFingerprintsOfPackages(t *testing.T) {
	of := func(pkg string, kind scheduler.Kind) string {
		p := explore.Program{Name: pkg}
		return explore.ReportOf(&p, scheduler.Finding{Fingerprint: "1", Failure: &scheduler.Failure{Kind: kind}}).Findings[0].Fingerprint
	}
	assert.NotEqual(t, of("shop/a", scheduler.Assertion), of("shop/b", scheduler.Assertion))
	assert.Equal(t, of("shop/a", scheduler.Assertion), of("shop/a", scheduler.Assertion))
	assert.Equal(t, of("shop/a", scheduler.Race), of("shop/b", scheduler.Race))
}
