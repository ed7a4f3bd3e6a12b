package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
)

func buildNames() string {
	var names []string
	for _, b := range corpus.Builds() {
		names = append(names, string(b))
	}
	return strings.Join(names, " ")
}

func parseBuilds(names []string) ([]corpus.Build, error) {
	if len(names) == 0 {
		return corpus.Builds(), nil
	}
	var builds []corpus.Build
	for _, name := range names {
		if !slices.Contains(corpus.Builds(), corpus.Build(name)) {
			return nil, fmt.Errorf("-build %s: want one of %s", name, buildNames())
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
