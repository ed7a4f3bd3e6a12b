//go:build !broken

package timer

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func startTwice(r *corpus.Run) string {
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	rings := 0
	_ = python.Run(func(main *primitives.Thread) error {
		ring := func(*primitives.Thread) error {
			rings++
			return nil
		}
		alarm := python.NewTimer(0, ring)
		_ = alarm.Start()
		_ = alarm.Join(main)
		// again: a snooze
		alarm = python.NewTimer(0, ring)
		_ = alarm.Start()
		return alarm.Join(main)
	})
	return r.Tally("rings", rings, 2)
}
