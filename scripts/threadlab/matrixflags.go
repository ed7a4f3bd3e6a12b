package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
)

func names(builds []corpus.Build) string {
	var names []string
	for _, b := range builds {
		names = append(names, string(b))
	}
	return strings.Join(names, " ")
}

// parseBuilds returns the builds of the given names out of all that there are, or
// these if none is named.
func parseBuilds(wanted []string, all []corpus.Build) ([]corpus.Build, error) {
	if len(wanted) == 0 {
		return all, nil
	}
	var builds []corpus.Build
	for _, name := range wanted {
		if !slices.Contains(all, corpus.Build(name)) {
			return nil, fmt.Errorf("-build %s: want one of %s", name, names(all))
		}
		builds = append(builds, corpus.Build(name))
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

// shardName is the part that the flag names, or else the one that a Kubernetes Indexed
// Job has given to this pod.
func shardName(flag string) string {
	index := os.Getenv("JOB_COMPLETION_INDEX")
	if flag != "" || index == "" {
		return flag
	}
	return index + "/" + os.Getenv("JOB_COMPLETIONS")
}

// parseShard parses i/n; nothing is all of it.
func parseShard(s string) (i, n int, err error) {
	if s == "" {
		return 0, 1, nil
	}
	first, second, found := strings.Cut(s, "/")
	i, errI := strconv.Atoi(first)
	n, errN := strconv.Atoi(second)
	if !found || errI != nil || errN != nil || n < 1 || i < 0 || i >= n {
		return 0, 0, fmt.Errorf("-shard %s: want i/n with i from 0 to n-1, such as 0/4", s)
	}
	return i, n, nil
}
