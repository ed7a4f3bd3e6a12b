package main

import (
	"fmt"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore/survey"
	"threadlab/scripts/threadlab/term"
)

// readKnown reads the findings that -known sets aside: none without it.
func readKnown(c *cli.Command) (survey.KnownList, error) {
	file := c.String("known")
	if file == "" {
		return survey.KnownList{}, nil
	}
	return survey.ReadKnown(file)
}

// printStale prints what is known and was not found again.
func printStale(out *term.Screen, known survey.KnownList, found []string) {
	for _, k := range known.Stale(found...) {
		out.Println(out.Wrap(fmt.Sprintf("%s:%d: %s was not found again: %s", known.File, k.Line, k.Fingerprint, k.Reason), "! "))
	}
}
