package main

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore/scheduler"
)

// classical are the flags that ask for one search with a bound, of each test; the
// others of the survey's make no sense beside them.
func classical() []string {
	return []string{"strategy", "delays", "schedules", "memory-accesses", "no-early-timers", "allow-leaks", "replay", "open"}
}

func surveyFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.IntFlag{Name: "p", Value: runtime.NumCPU(), Usage: "build and explore `N` at a time"},
		&cli.StringFlag{Name: "fail", Value: "bug", Usage: "the `CLASSES` of failures that make the exit status 1: none, or some of bug,leak,early-timer (default of a broken half: all)"},
		&cli.StringFlag{Name: "shard", Usage: "only part `i/n` of the tests, i from 0 (default with JOB_COMPLETION_INDEX and JOB_COMPLETIONS set: these)"},
		&cli.StringFlag{Name: "o", Usage: "write the results to this `FILE` as well, as JSON lines"},
		&cli.BoolFlag{Name: "merge", Usage: "explore nothing: read results from these files"},
		&cli.BoolFlag{Name: "v", Usage: "a line for each test, and each failure at length"},
	}, outputFlags()...)
}

// surveyed reports whether no flag asks for a classical search.
func surveyed(c *cli.Command) (bool, error) {
	if c.Bool("merge") {
		return true, nil
	}
	packages := ofPackages(c)
	old := slices.IndexFunc(classical(), c.IsSet)
	switch {
	case packages && c.IsSet("half"):
		return false, errors.New("-half is of a case, and a test has none")
	case !packages && c.Args().Len() != 1:
		return false, errors.New("explore takes packages or one case, as in: threadlab explore ./..., or threadlab explore lock/abba")
	}
	for _, f := range surveyFlags() {
		switch name := f.Names()[0]; {
		case !c.IsSet(name):
		case old >= 0:
			return false, fmt.Errorf("-%s is of all questions, and -%s asks one: want one of them", name, classical()[old])
		case !packages && (name == "shard" || name == "o"):
			return false, fmt.Errorf("-%s is of packages, and %s is none", name, c.Args().First())
		}
	}
	return old < 0, nil
}

// ofPackages reports whether the operands name packages, and not a case.
func ofPackages(c *cli.Command) bool {
	isPackage := func(arg string) bool { return isFolder(arg) || strings.Contains(arg, "...") }
	return c.IsSet("run") || slices.ContainsFunc(c.Args().Slice(), isPackage)
}

// parseClasses returns the classes that are named, by commas and with - for spaces.
func parseClasses(list string) ([]scheduler.Class, error) {
	if list == "none" {
		return nil, nil
	}
	var classes []scheduler.Class
	for word := range strings.SplitSeq(list, ",") {
		class := scheduler.Class(strings.ReplaceAll(word, "-", " "))
		if !slices.Contains(scheduler.Classes(), class) {
			return nil, fmt.Errorf("-fail %s: want none, or some of bug,leak,early-timer", list)
		}
		classes = append(classes, class)
	}
	return classes, nil
}
