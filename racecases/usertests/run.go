package usertests

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/proc"
)

// run runs one test once, in a build that was made and in a process of its own. It hangs if it has not ended after the
// limit.
func (p *Package) run(ctx context.Context, test string, build detect.Build, plan Plan, limit time.Duration) (detect.Output, error) {
	binary := p.binaries[build]
	run := "^" + regexp.QuoteMeta(test) + "$"
	if _, sub, found := strings.Cut(plan.Pattern, "/"); found {
		run += "/" + sub
	}
	record := filepath.Join(filepath.Dir(binary), "record")
	if err := os.RemoveAll(record); err != nil {
		return detect.Output{}, err
	}
	child := proc.Command(ctx, binary, "-test.run", run, "-test.count=1", "-test.v", "-test.paniconexit0")
	child.Dir, child.Env = p.Dir, append(proc.Environ(plan.Procs), "THREADLAB_RECORD="+record)
	end, err := proc.Watch(ctx, child, limit, nil)
	if err != nil {
		return detect.Output{}, err
	}
	o := detect.Output{
		Build: build, Package: p.Module, Text: end.Output, Exit: end.Exit, Hung: end.Hung, Elapsed: end.Elapsed,
	}
	text, err := os.ReadFile(record)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return o, nil
	case build == detect.LeakProfileBuild:
		o.Profile = string(text)
	default:
		o.Leaks = string(text)
	}
	return o, err
}
