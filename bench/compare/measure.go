package compare

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"threadlab/bench/report"
)

// A Plan says what to measure, how often and how long.
type Plan struct {
	Patterns  []string // as go test -bench takes them
	Count     int
	Benchtime string
}

// ErrNothing is matched by the error of a plan that no benchmark matches.
var ErrNothing = errors.New("no benchmark matches")

// A turn is one benchmark, which not every side need have.
type turn struct {
	name, pattern string
	sides         []*Side
}

// turns returns what a round consists of.
func (p Plan) turns(ctx context.Context, sides []*Side) ([]turn, error) {
	var all []turn
	for _, pattern := range p.Patterns {
		for _, s := range sides {
			names, err := s.list(ctx, pattern)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				i := slices.IndexFunc(all, func(t turn) bool { return t.name == name && t.pattern == pattern })
				if i < 0 {
					i = len(all)
					all = append(all, turn{name: name, pattern: pattern})
				}
				all[i].sides = append(all[i].sides, s)
			}
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w -bench %s", ErrNothing, p.Patterns[0])
	}
	return all, nil
}

// Measure runs all rounds: each benchmark by all sides before the next benchmark, in another order each round. start gets
// the number of steps, and step is called after each. That the rounds will not suffice for the gate is an error after the first.
func (p Plan) Measure(ctx context.Context, sides []*Side, start func(steps int), step func()) error {
	turns, err := p.turns(ctx, sides)
	if err != nil {
		return err
	}
	start(len(turns) * p.Count)
	for round := range p.Count {
		for _, t := range turns {
			for i := range t.sides {
				side := t.sides[(i+round)%len(t.sides)]
				if err := side.measure(ctx, t.name, t.pattern, p.Benchtime); err != nil {
					return err
				}
			}
			step()
		}
		if round == 0 {
			raw, err := sides[0].Raw()
			if err != nil {
				return fmt.Errorf("%w -bench %s (%w)", ErrNothing, p.Patterns[0], err)
			}
			if err := Enough(figures(raw), p.Count); err != nil {
				return err
			}
		}
	}
	return nil
}

// figures counts what can be compared.
func figures(raw *report.Raw) int {
	n, one := 0, aligned{base: raw, head: raw}
	for _, name := range raw.Cells {
		units, _, _ := one.units(name)
		n += len(units)
	}
	return max(1, n)
}

// CheckPattern reports whether go test would take a -bench.
func CheckPattern(pattern string) error {
	for part := range strings.SplitSeq(pattern, "/") {
		if _, err := regexp.Compile(part); err != nil {
			return fmt.Errorf("-bench %s: %w", pattern, err)
		}
	}
	if pattern == "" {
		return errors.New("-bench names no benchmark: . means all")
	}
	return nil
}
