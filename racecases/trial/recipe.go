package trial

import "threadlab/racecases/corpus"

// A recipe is how a build differs from a bare go build.
type recipe struct {
	tags  []string
	flags []string
	env   []string
}

// recipeFor returns how to compile a half. Everything but the race build has cgo
// off, so that Go finds out when all goroutines are asleep.
func recipeFor(half corpus.Half, build corpus.Build) recipe {
	r := recipe{env: []string{"CGO_ENABLED=0"}}
	if half == corpus.Broken {
		r.tags = append(r.tags, "broken")
	}
	switch build {
	case corpus.Race:
		r.flags, r.env = []string{"-race"}, []string{"CGO_ENABLED=1"}
	case corpus.LeakProfiled:
		r.tags, r.env = append(r.tags, string(build)), append(r.env, "GOEXPERIMENT=goroutineleakprofile")
	case corpus.Bubble:
		r.tags = append(r.tags, string(build))
	case corpus.Watched:
		// go-deadlock names the wrong line where a call of Lock was inlined. That it
		// sees the bug should not be lost to that.
		r.tags, r.flags = append(r.tags, string(build)), []string{"-gcflags=threadlab/racecases/lessons/...=-l"}
	}
	return r
}
