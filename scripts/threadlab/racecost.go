package main

import (
	"fmt"
	"slices"
	"strings"
)

// A raceCost is what the race detector makes of the speed of one program.
type raceCost struct {
	program     []string // its name, rounds and strategy
	plain, race float64  // schedules a second of processor time
}

// times is how many schedules without the detector cost as much as one with it.
func (c raceCost) times() float64 { return c.plain / c.race }

func (c raceCost) String() string {
	return fmt.Sprintf("| %s | %s | %s | %.1f |", strings.Join(c.program, " | "), thousands(int(c.plain)), thousands(int(c.race)), c.times())
}

// raceCosts pairs the rows of a program without and with the detector.
func raceCosts(rows []speedRow) (list []raceCost, err error) {
	for _, r := range rows {
		last := len(r.cells) - 1
		program, rate := r.cells[:last], r.best["schedules/cpu-s"]
		if r.cells[last] == "false" {
			list = append(list, raceCost{program: program, plain: rate})
			continue
		}
		i := slices.IndexFunc(list, func(c raceCost) bool { return slices.Equal(c.program, program) })
		if i < 0 {
			return nil, fmt.Errorf("%v was measured with the race detector only", program)
		}
		list[i].race = rate
	}
	for _, c := range list {
		if c.race == 0 {
			return nil, fmt.Errorf("%v was measured without the race detector only", c.program)
		}
	}
	return list, nil
}

// dearest returns the most that the detector costs any program, in schedules without it.
func dearest(costs []raceCost) (most float64) {
	for _, c := range costs {
		most = max(most, c.times())
	}
	return most
}
