package campaign

import (
	"context"
	"maps"
	"slices"
	"sync"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

// shared is what correct halves did in a process that several of them share, by the name of the case. Each function waits
// for the end of that process, and returns nothing if the half needs one of its own.
type shared map[string]func() []trial.Output

// share has the correct halves of each lesson share a process in the race build, as [trial.Together] has it: under the race
// detector a process takes longer to start than most halves run. Where they may not, or idle, they stay apart. The jobs
// run the processes.
func (e *Engine) share(ctx context.Context, f Effort, refs []corpus.Ref) (all shared, jobs []func()) {
	binary := e.binaries[corpus.Correct][detect.RaceBuild]
	if binary == "" || f.Apart {
		return nil, nil
	}
	lessons := map[string][]corpus.Ref{}
	for _, ref := range refs {
		if Repeatable(ref, detect.RaceBuild) && !idles(ref, corpus.Correct) {
			lessons[ref.Lesson.Slug] = append(lessons[ref.Lesson.Slug], ref)
		}
	}
	all = shared{}
	for _, slug := range slices.Sorted(maps.Keys(lessons)) {
		group := lessons[slug]
		if len(group) == 1 {
			continue
		}
		run := sync.OnceValue(func() [][]trial.Output {
			s := trial.Spec{Half: corpus.Correct, Build: detect.RaceBuild, Procs: f.Procs}
			outputs, _ := trial.Together(ctx, binary, s, group, f.cleanTrials(s.Build)) // what fails here fails a half alone, too
			return outputs
		})
		jobs = append(jobs, func() { run() })
		for i, ref := range group {
			all[ref.Name()] = func() []trial.Output {
				if outputs := run(); outputs != nil {
					return outputs[i]
				}
				return nil
			}
		}
	}
	return all, jobs
}

// of returns what a half did with others, if it did.
func (all shared) of(s trial.Spec) []trial.Output {
	if outputs := all[s.Ref.Name()]; outputs != nil && s.Build == detect.RaceBuild {
		return outputs()
	}
	return nil
}
