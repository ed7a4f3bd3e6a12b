package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/benchstat"
	"threadlab/bench/cpython"
	"threadlab/bench/measure"
	"threadlab/bench/report"
)

func pythonFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "python", Usage: "measure this `PYTHON` too, a name or a path (may be repeated; default: python3 if there is one; none for none)"}
}

// pythons returns the interpreters that were asked for. Without a wish it is python3, and if that will not do, it
// prints the reason and returns none: measuring Go needs no Python.
func pythons(ctx context.Context, scripts *cpython.Scripts, wishes []string, errs io.Writer) ([]measure.Source, error) {
	if len(wishes) == 0 {
		python, err := scripts.Find(ctx, "python3")
		if err == nil {
			return []measure.Source{python.Source}, nil
		}
		remark(errs, "%v: only Go is measured (-python PATH names a Python)", err)
		return nil, ctx.Err()
	}
	if slices.Contains(wishes, "none") {
		if len(wishes) > 1 {
			return nil, errors.New("-python none goes with no other -python")
		}
		return nil, nil
	}
	var found []measure.Source
	for i, wish := range wishes {
		python, err := scripts.Find(ctx, wish)
		if err != nil {
			return nil, fmt.Errorf("-python: %w", err)
		}
		same := func(other measure.Source) bool { return other.Name == python.Name }
		if j := slices.IndexFunc(found, same); j >= 0 {
			return nil, fmt.Errorf("-python %s and -python %s are both %s, and would have the same files", wishes[j], wishes[i], python.Name)
		}
		found = append(found, python.Source)
	}
	return found, nil
}

// keepBetter has a Python that was not asked for measure no suite of which there are figures of more rounds.
func keepBetter(python measure.Source, plan measure.Plan, errs io.Writer) measure.Source {
	kept := map[string]bool{}
	for _, s := range plan.Suites {
		file := plan.Raw(s, python.Name)
		if raw, err := report.Read(file); err == nil && raw.Rounds > plan.Count {
			kept[s.Name] = true
			remark(errs, "%s stays: it holds %s, and this run has %d (%s measures them anew)", file, plural(raw.Rounds, "round"), plan.Count, python.Flags)
		}
	}
	measures := python.Measures
	python.Measures = func(s bench.Suite) bool { return measures(s) && !kept[s.Name] }
	return python
}

// publishFigures puts the figures of a whole run in their places, and beside them what holds them against promises, and
// against CPython: each if all that it needs has been measured, now or before.
func publishFigures(ctx context.Context, root string, plan measure.Plan, errs io.Writer) error {
	stat, err := benchstat.Find(ctx, root)
	if err != nil {
		return err
	}
	if err := stat.Publish(ctx, plan.Places()); err != nil {
		return err
	}
	if plan.CPU != "" {
		return nil // both are about all processors that there are
	}
	if len(plan.Suites) == len(bench.Suites()) {
		if err := report.PublishTargets(plan.Dir); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(plan.Suites, func(s bench.Suite) bool { return s.Name == "gil" }) {
		return nil
	}
	err = report.PublishFidelity(plan.Dir)
	if errors.Is(err, os.ErrNotExist) {
		if len(plan.Sources) > 1 {
			remark(errs, "no %s, the model of the GIL beside CPython's: it takes -python with 3.13 and with 3.13t", report.FidelityName)
		}
		return nil
	}
	return err
}
