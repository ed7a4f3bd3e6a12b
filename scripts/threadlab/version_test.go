package main

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCommitIn(t *testing.T) {
	stamp := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs.revision", Value: "0123abcd"}, {Key: "vcs.modified", Value: modified}}
	}
	for want, info := range map[string]*debug.BuildInfo{
		"commit 0123abcd":              {Settings: stamp("false")},
		"commit 0123abcd with changes": {Settings: stamp("true")},
		"v1.2.3":                       {Main: debug.Module{Version: "v1.2.3"}},
		"of no known commit (go build stamps it, go run does not)": {Main: debug.Module{Version: "(devel)"}},
		"of no known commit": nil,
	} {
		assert.Equal(t, want, commitIn(info))
	}
}
