package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
)

func names[S ~string](all []S) string {
	var names []string
	for _, s := range all {
		names = append(names, string(s))
	}
	return strings.Join(names, " ")
}

// parseBuilds returns the builds of the given names out of all that there are, or
// these if none is named.
func parseBuilds(wanted []string, all []detect.Build) ([]detect.Build, error) {
	if len(wanted) == 0 {
		return all, nil
	}
	var builds []detect.Build
	for _, name := range wanted {
		if !slices.Contains(all, detect.Build(name)) {
			return nil, fmt.Errorf("-build %s: want one of %s", name, names(all))
		}
		builds = append(builds, detect.Build(name))
	}
	return builds, nil
}

func parseProcs(list string) ([]int, error) {
	var procs []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-procs %s: want numbers from 1, such as 1,2,4", list)
		}
		procs = append(procs, n)
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
