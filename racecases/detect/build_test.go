package detect_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
)

// TestSettings: the experiment of the leak profile is unknown to a Go that always
// has the profile, and refuses to build with it.
func TestSettings(t *testing.T) {
	const experiment = "GOEXPERIMENT=goroutineleakprofile"
	plain := []string{"-race=false", "-cover=false"}
	tests := []struct {
		build detect.Build
		with  string
		flags []string
		env   []string
	}{
		{detect.PlainBuild, "go1.26.8", plain, []string{"CGO_ENABLED=0"}},
		{detect.RaceBuild, "go1.27.4", []string{"-race", "-cover=false"}, []string{"CGO_ENABLED=1"}},
		{detect.LeakProfileBuild, "go1.26.8", append(slices.Clone(plain), "-gcflags=std=-dwarf=false"), []string{experiment, "CGO_ENABLED=0"}},
		{detect.LeakProfileBuild, "go1.27rc1", plain, []string{"CGO_ENABLED=0"}},
		{detect.LeakProfileBuild, "go1.27.4", plain, []string{"CGO_ENABLED=0"}},
		{detect.LeakProfileBuild, "go1.28-X:some", plain, []string{"CGO_ENABLED=0"}},
	}
	for _, tt := range tests {
		t.Run(string(tt.build)+" "+tt.with, func(t *testing.T) {
			flags, env := tt.build.Settings(tt.with)
			assert.Equal(t, tt.flags, flags)
			assert.Equal(t, tt.env, env)
		})
	}
}
