package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
)

// selectFlags choose cases. Like all flags of verify they are local: the root has the same, and would hand them to every
// command.
func selectFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "lesson", Local: true, Usage: "only this `LESSON`, such as lock (may be repeated)"},
		&cli.StringSliceFlag{Name: "case", Local: true, Usage: "only this `CASE`, such as lock/lost-update (may be repeated)"},
	}
}

// selected returns the cases that the flags choose, in syllabus order: all of them without any flag.
func selected(c *cli.Command) ([]corpus.Ref, error) {
	wanted := map[string]bool{}
	for _, name := range c.StringSlice("case") {
		if _, err := lessons.Find(name); err != nil {
			return nil, err
		}
		wanted[name] = true
	}
	all := lessons.All()
	for _, slug := range c.StringSlice("lesson") {
		if err := oneOf("lesson", slug, lessons.Slugs()); err != nil {
			return nil, err
		}
		wanted[slug] = true
	}
	var refs []corpus.Ref
	for _, ref := range corpus.Refs(all) {
		if len(wanted) == 0 || wanted[ref.Name()] || wanted[ref.Lesson.Slug] {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}

// overCases is the action of a command that takes no operand, on the cases that the flags choose.
func overCases(do func(context.Context, *cli.Command, []corpus.Ref) error) cli.ActionFunc {
	return alone(func(ctx context.Context, c *cli.Command) error {
		refs, err := selected(c)
		if err != nil {
			return err
		}
		return do(ctx, c, refs)
	})
}

// oneOf refuses a name that none of its kind has.
func oneOf(kind, name string, all []string) error {
	if slices.Contains(all, name) {
		return nil
	}
	if meant, ok := lessons.Closest(name, all); ok {
		return fmt.Errorf("unknown %s %q: did you mean %s? (there are %s)", kind, name, meant, strings.Join(all, " "))
	}
	return fmt.Errorf("unknown %s %q: want one of %s", kind, name, strings.Join(all, " "))
}

// names joins names, such as those of builds.
func names[S ~string](all []S, between string) string {
	var names []string
	for _, s := range all {
		names = append(names, string(s))
	}
	return strings.Join(names, between)
}

// parseBuilds returns the builds of the given names out of all that there are, or these if none is named.
func parseBuilds(wanted []string, all []detect.Build) ([]detect.Build, error) {
	for _, name := range wanted {
		if !slices.Contains(all, detect.Build(name)) {
			return nil, fmt.Errorf("-build %s: want one of %s", name, names(all, " "))
		}
	}
	if len(wanted) == 0 {
		return all, nil
	}
	return slices.DeleteFunc(all, func(b detect.Build) bool { return !slices.Contains(wanted, string(b)) }), nil
}

// parseProcs returns the numbers of a list, each once.
func parseProcs(list string) ([]int, error) {
	var procs []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-procs %s: want numbers from 1, such as 1,2,4", list)
		}
		if !slices.Contains(procs, n) { // or its cells would be measured twice
			procs = append(procs, n)
		}
	}
	return procs, nil
}

// A shard is part I of N; its name is empty for the whole.
type shard struct {
	Name string
	I, N int
}

// parseShard parses the part that the flag names, or else takes that which a Kubernetes
// Indexed Job has given to this pod.
func parseShard(flag string) (shard, error) {
	index, of := os.Getenv("JOB_COMPLETION_INDEX"), os.Getenv("JOB_COMPLETIONS")
	name := flag
	if flag == "" && index == "" {
		return shard{N: 1}, nil
	} else if flag == "" {
		name = index + "/" + of
	}
	first, second, found := strings.Cut(name, "/")
	i, errI := strconv.Atoi(first)
	n, errN := strconv.Atoi(second)
	if found && errI == nil && errN == nil && 0 <= i && i < n {
		return shard{name, i, n}, nil
	}
	if flag == "" {
		return shard{}, fmt.Errorf("JOB_COMPLETION_INDEX is %q and JOB_COMPLETIONS is %q: want the number of this pod, from 0, and the number of all pods", index, of)
	}
	return shard{}, fmt.Errorf("-shard %s: want i/n with i from 0 to n-1, such as 0/4", flag)
}
