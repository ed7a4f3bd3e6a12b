package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/export"
	"threadlab/racecases/junit"
	"threadlab/scripts/threadlab/term"
)

// outputFlags are those of a command that hands on what it finds to other programs.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "known", Usage: "findings that are set aside: a `FILE` with a fingerprint and a reason a line"},
		&cli.StringFlag{Name: "sarif", Usage: "write the findings to this `FILE`, as SARIF 2.1.0"},
		&cli.StringFlag{Name: "junit", Usage: "write each test to this `FILE`, as JUnit XML"},
		&cli.StringFlag{Name: "summary", Usage: "add a summary in Markdown to this `FILE`, as on GitHub to $GITHUB_STEP_SUMMARY"},
		&cli.BoolFlag{Name: "annotate", Usage: "GitHub workflow commands (::error file=...) instead of a page"},
	}
}

// checkOutputs refuses what could not be written, before all tests have run.
func checkOutputs(c *cli.Command) error {
	if c.Bool("json") && c.Bool("annotate") {
		return errors.New("-json and -annotate: want one of them")
	}
	for _, flag := range []string{"o", "sarif", "junit", "summary"} {
		file := c.String(flag)
		if file == "" {
			continue
		}
		if _, err := os.Stat(filepath.Dir(file)); err != nil {
			return fmt.Errorf("-%s %s: want a file in a folder that there is", flag, file)
		}
		if err := atomicfile.Check(file); err != nil {
			return fmt.Errorf("-%s %s: want a file that can be written: %w", flag, file, err)
		}
	}
	return nil
}

// outputs are what a command hands on, and in which words.
type outputs struct {
	title    string // of the command
	text     string // what was done
	findings []detect.Finding
	where    export.Where // as seen from here
	cases    []junit.Case
	unrun    bool // nothing was run: a list without findings would say that there are none
}

// write writes the files that were asked for.
func (o outputs) write(c *cli.Command) error {
	where := inRepository(o.where)
	if !o.unrun {
		info, _ := debug.ReadBuildInfo()
		err := writeFile(c.String("sarif"), func(w io.Writer) error { return export.SARIF(w, commitIn(info), o.findings, where) })
		if err != nil {
			return err
		}
	}
	err := writeFile(c.String("junit"), func(w io.Writer) error { return junit.Write(w, junit.Suite{Name: o.title, Cases: o.cases}) })
	if err != nil {
		return err
	}
	return writeSummary(c.String("summary"), export.Markdown(o.title, o.text, export.Findings(o.findings, where)))
}

// An errorLine is an error in JSON, in the place of the results that it has prevented.
type errorLine struct {
	V     int    `json:"v"`
	Error string `json:"error"`
}

// inJSON writes an error that ends a command where -json asks for that, and returns it. An exit status, and an interrupt,
// are no such error.
func inJSON(c *cli.Command, err error) error {
	if err != nil && c.Bool("json") && !errors.As(err, new(exitError)) && !errors.Is(err, context.Canceled) {
		printJSON(c.Root().Writer, errorLine{1, fromHereIn(err.Error())})
	}
	return err
}

// printJSON writes an object as a line of JSON. If results cannot be written the command ends, see [output]: those who print
// them need not look.
func printJSON(out io.Writer, object any) { _ = export.Line(out, object) }

// writeFile puts what render writes in the place of a file, whole or not at all. Without a name it does nothing.
func writeFile(file string, render func(io.Writer) error) error {
	if file == "" {
		return nil
	}
	var text bytes.Buffer
	if err := render(&text); err != nil {
		return err
	}
	return atomicfile.Write(file, text.Bytes())
}

// writeSummary adds a summary to a file that was asked for, and to that of the job on GitHub: once, if it is the same.
func writeSummary(file, text string) error {
	for _, file := range slices.Compact([]string{file, os.Getenv("GITHUB_STEP_SUMMARY")}) {
		if file == "" {
			continue
		}
		if err := appendTo(file, text); err != nil {
			return fmt.Errorf("the summary could not be written: %w", err)
		}
	}
	return nil
}

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
		out.Paragraph(fmt.Sprintf("%s:%d: %s was not found again: %s", known.File, k.Line, k.Fingerprint, k.Reason), "! ")
	}
}

// inRepository names files as seen from the root of their repository, which is where
// GitHub looks for them, and not from this folder.
func inRepository(where export.Where) export.Where {
	below := belowRepository()
	return func(f detect.Frame) (string, bool) {
		file, ok := where(f)
		return path.Join(below, file), ok
	}
}

// belowRepository is where this folder is in its repository; empty: at its root, or in none.
func belowRepository() string {
	here, err := filepath.Abs("")
	if err != nil {
		return ""
	}
	for dir, below := here, ""; ; dir, below = filepath.Dir(dir), path.Join(filepath.Base(dir), below) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return below
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}
