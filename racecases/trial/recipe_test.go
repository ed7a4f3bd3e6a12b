package trial_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

// TestSettings: the experiment of the leak profile is unknown to a Go that always
// has the profile, and refuses to build with it.
func TestSettings(t *testing.T) {
	const experiment = "GOEXPERIMENT=goroutineleakprofile"
	tests := []struct {
		build corpus.Build
		with  string
		flags []string
		env   []string
	}{
		{corpus.Plain, "go1.26.8", nil, []string{"CGO_ENABLED=0"}},
		{corpus.Race, "go1.27.4", []string{"-race"}, []string{"CGO_ENABLED=1"}},
		{corpus.LeakProfiled, "go1.26.8", nil, []string{experiment, "CGO_ENABLED=0"}},
		{corpus.LeakProfiled, "go1.27rc1", nil, []string{"CGO_ENABLED=0"}},
		{corpus.LeakProfiled, "go1.27.4", nil, []string{"CGO_ENABLED=0"}},
		{corpus.LeakProfiled, "go1.28-X:some", nil, []string{"CGO_ENABLED=0"}},
	}
	for _, tt := range tests {
		t.Run(string(tt.build)+" "+tt.with, func(t *testing.T) {
			flags, env := trial.Settings(tt.build, tt.with)
			assert.Equal(t, tt.flags, flags)
			assert.Equal(t, tt.env, env)
		})
	}
}
