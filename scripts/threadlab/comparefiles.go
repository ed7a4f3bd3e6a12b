package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"threadlab/bench/benchstat"
	"threadlab/bench/compare"
	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
)

// isResult reports whether an operand means a file: a revision does not end in .txt.
func isResult(name string) bool { return strings.HasSuffix(name, ".txt") }

func (k *comparer) ofFiles() bool {
	args := k.c.Args()
	return args.Len() == 2 && (isResult(args.Get(0)) || isResult(args.Get(1)))
}

// checkFiles refuses what says how to measure.
func (k *comparer) checkFiles() error {
	for _, flag := range []string{"bench", "suite", "trials", "benchtime"} {
		if k.c.IsSet(flag) {
			return fmt.Errorf("-%s says what to measure, and files are measured already: want two revisions, or no -%s", flag, flag)
		}
	}
	return nil
}

// files compares what was measured before, without a control.
func (k *comparer) files(ctx context.Context, old, now string) error {
	base, err := report.ReadOutput(old)
	if err != nil {
		return err
	}
	head, err := report.ReadOutput(now)
	if err != nil {
		return err
	}
	judgement, err := compare.Judge(base, head, nil, k.threshold)
	if err != nil {
		return err
	}
	if d := judgement.Differences; k.c.Bool("strict") && len(d) > 0 {
		return fmt.Errorf("-strict: %s and %s were not measured alike: %s", old, now, d[0])
	}
	table, err := tableOf(ctx, old, now)
	if err != nil {
		return err
	}
	return k.conclude(compare.Outcome{Base: old, Head: now, Threshold: k.threshold, Judgement: judgement}, table)
}

// tableOf returns benchstat's table of two files, with the benchstat that this module pins, or outside the module with one on
// PATH. Without any the table is empty: the verdicts do not need it.
func tableOf(ctx context.Context, old, now string) ([]byte, error) {
	root, err := gocmd.ModuleRoot(ctx, "threadlab")
	var stat benchstat.Tool
	if err == nil {
		stat, err = benchstat.Find(ctx, root)
	} else if stat, err = benchstat.OnPath(); err != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return stat.Compare(ctx, benchstat.Named{Name: filepath.Base(old), File: old}, benchstat.Named{Name: filepath.Base(now), File: now})
}
