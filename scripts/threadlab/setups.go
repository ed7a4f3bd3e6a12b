package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/scripts/threadlab/term"
)

// measureSetups measures what is promised once more in each setup, with a folder of its own in the plan's, and writes the page that
// compares them with the figures of the quiet machine.
func measureSetups(ctx context.Context, c *cli.Command, host measure.Host, plan measure.Plan) error {
	errs, out := c.Root().ErrWriter, term.NewScreen(c.Root().Writer)
	spin := term.NewSpinner(errs, "building the benchmarks")
	binary, err := measure.Build(ctx, host.Root)
	spin.Done()
	if err != nil {
		return err
	}
	defer binary.Remove()
	plan.Sources = []measure.Source{binary}
	var whole []measure.Plan // published when all is measured: until then the same command continues
	for _, s := range bench.Setups() {
		in := plan.In(s)
		fmt.Fprintln(errs, s.Says)
		if err := runPlan(ctx, errs, host, in); err != nil {
			return err
		}
		whole = append(whole, in)
	}
	for _, in := range whole {
		for partial, raw := range in.Places() {
			if err := os.Rename(partial, raw); err != nil {
				return err
			}
		}
		out.Println(out.Good("✓ ") + in.Dir)
	}
	return report.PublishSetups(filepath.Join(host.Root, "results", "bench"), plan.Dir)
}
