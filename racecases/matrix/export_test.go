package matrix

import (
	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
)

// SessionRows hands sessionRows to the tests.
var SessionRows = sessionRows

// NewSoak is a soak in which a line was measured.
func NewSoak(ref corpus.Ref, line campaign.Count) Soak {
	return Soak{refs: []corpus.Ref{ref}, counts: []campaign.Count{line}}
}
