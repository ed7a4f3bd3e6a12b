package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/matrix/heat"
	"threadlab/racecases/proc"
	"threadlab/scripts/threadlab/term"
)

// A drawer is the built command scripts/draw. It is a program of its own so that this one, which most people start to
// see a race, is built without a plotting library.
type drawer struct{ file string }

// findDrawer builds the command, or finds it in the build cache.
func findDrawer(ctx context.Context, root string, errs io.Writer) (drawer, error) {
	spin := term.NewSpinner(errs, "building the program that draws")
	defer spin.Done()
	file, err := gocmd.Go{Dir: root}.Tool(ctx, "draw")
	return drawer{file}, err
}

// suites draws the charts of suites whose figures are in a folder, and calls done after each.
func (d drawer) suites(ctx context.Context, dir string, all []*report.Figures, done func()) error {
	args := []string{"suites", dir}
	for _, f := range all {
		args = append(args, f.Suite)
	}
	return runTool(ctx, d.file, nil, func(out io.Reader) error {
		lines := json.NewDecoder(out)
		for _, f := range all {
			if err := lines.Decode(&f.Charts); err != nil {
				return err
			}
			done()
		}
		return nil
	}, args...)
}

// heat draws the matrix at a glance.
func (d drawer) heat(ctx context.Context, h heat.Map) (svg []byte, err error) {
	object, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	err = runTool(ctx, d.file, bytes.NewReader(object), func(out io.Reader) (err error) {
		svg, err = io.ReadAll(out)
		return err
	}, "heat")
	return svg, err
}

// runTool runs such a command and has its output read. If it fails, the error is what it says.
func runTool(ctx context.Context, file string, in io.Reader, read func(io.Reader) error, args ...string) error {
	var complaint strings.Builder
	cmd := proc.Command(ctx, file, args...)
	cmd.Stdin, cmd.Stderr = in, &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	reading := read(out)
	_, _ = io.Copy(io.Discard, out) // so that it can end
	err = cmd.Wait()
	switch said := strings.TrimSpace(complaint.String()); {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && said != "":
		return errors.New(said)
	}
	return cmp.Or(err, reading)
}
