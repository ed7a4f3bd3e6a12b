package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore"
	"threadlab/scripts/threadlab/term"
)

// isFolder reports whether an argument can only be a package, and not a case.
func isFolder(arg string) bool { return strings.HasPrefix(arg, ".") || filepath.IsAbs(arg) }

// folderMeant adds to an error what was meant if the operand is a folder, which only
// with ./ in front of it is a package to the go command.
func folderMeant(operand string, err error) error {
	info, missing := os.Stat(operand)
	if err == nil || errors.As(err, new(exitError)) || errors.Is(err, errUnexpected) || isFolder(operand) || missing != nil || !info.IsDir() {
		return err
	}
	return fmt.Errorf("%w (the package in this folder is ./%s)", err, operand)
}

// exploreTests explores tests of any package, one after the other. Of what cannot be
// explored it says why, and goes on.
func exploreTests(ctx context.Context, c *cli.Command) error {
	if c.IsSet("half") {
		return errors.New("-half is of a case, and a test has none")
	}
	options, err := searchOptions(c)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "threadlab-explore-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	pattern := c.Args().First()
	spin := term.NewSpinner(c.Root().ErrWriter, "instrumenting "+pattern)
	suite, err := explore.FindSuite(ctx, ".", pattern, c.String("run"), explore.How{Accesses: c.Bool("accesses"), Race: c.Bool("race")})
	if err == nil && options.Replay != "" && len(suite.Tests) > 1 {
		err = fmt.Errorf("-replay is of one test, and -run %q selects %d", c.String("run"), len(suite.Tests))
	}
	if err != nil {
		spin.Done()
		return err
	}
	err = suite.Build(ctx, dir)
	spin.Done()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return printTest(c, suite, "", suite.Refused("", err))
	}
	var worst error
	var reports []explore.Report
	for _, test := range suite.Tests {
		spin := term.NewSpinner(c.Root().ErrWriter, "exploring "+test)
		report := suite.Explore(ctx, test, options)
		spin.Done()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		again := fmt.Sprintf("%s -run '^%s'", pattern, strings.Replace(report.Test, test, test+"$", 1))
		worst = worse(worst, printTest(c, suite, again, report))
		reports = append(reports, report)
	}
	printLimits(c, suite.Notes, reports...)
	return worst
}

func printTest(c *cli.Command, suite *explore.Suite, again string, r explore.Report) error {
	if err := printReport(c, strings.TrimSpace(r.Package+" "+r.Test), again, sourceIn(suite.Roots()...), suite.Folder(), r); err != nil {
		return err
	}
	return status(r.Verdict)
}

// worse returns which of two ends of a search says more: a failure, then what could
// not be explored, then what was not finished.
func worse(a, b error) error {
	rank := func(err error) int {
		switch {
		case err == nil:
			return 0
		case errors.Is(err, exitStopped):
			return 1
		case errors.Is(err, errUnexpected):
			return 3
		}
		return 2
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}
