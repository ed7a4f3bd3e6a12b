package scheduler

import (
	"context"
	"fmt"
	"math/bits"
	"runtime"

	"threadlab/racecases/explore/race"
)

// A replay follows a schedule and takes the default at every other point.
type replay struct {
	base
	plan     Schedule // what is left of it
	hash     uint32   // fingerprint of the run so far, never 0
	expected uint32   // what hash must be at the last delay; 0: anything
	collects bool
	points   []point // the decisions after the last delay, if they are collected
	draws    []draw  // those of them that are about values at no delay, in any case
}

// A point is a decision: the number of its alternatives, and the fingerprint of what
// led to it.
type point struct {
	arity uint32
	hash  uint32
}

// A draw is a point with its number.
type draw struct {
	point
	number int
}

func newReplay(plan Schedule) *replay { return &replay{plan: plan, hash: 1} }

func (p *replay) pickNext(r *Run, c candidates) int {
	took := 0
	if n := c.len(); n > 1 || c.withheld {
		took = p.pickAlternative(r, n)
	}
	if took < len(c.goroutines) {
		p.mix(uint32(c.goroutines[took].id))
	}
	return took
}

func (p *replay) pickAlternative(r *Run, n int) int {
	took := 0
	switch {
	case len(p.plan) > 0 && p.plan[0].Point == r.point:
		took = p.plan[0].Alternative
		p.plan = p.plan[1:]
		if took >= n {
			r.err = fmt.Errorf("point %d has %d alternatives, and the schedule takes number %d: it is of another program", r.point, n, took)
			return 0
		}
		if len(p.plan) == 0 && p.expected != 0 && p.expected != p.hash {
			r.err = fmt.Errorf("the program does not repeat itself: at point %d it is not where the same schedule had led it before", r.point)
			return 0
		}
	case len(p.plan) > 0:
	case r.free:
		p.draws = append(p.draws, draw{point{uint32(n), p.hash}, r.point})
		if p.collects {
			p.points = append(p.points, point{1, p.hash}) // without another alternative at the price of a delay
		}
	case p.collects:
		p.points = append(p.points, point{uint32(n), p.hash})
	}
	p.mix(uint32(n)<<16 | uint32(took))
	return took
}

// leftOver is the error of a schedule that is longer than its run.
func (p *replay) leftOver(schedule Schedule) error {
	left := "1 delay"
	if n := len(p.plan); n > 1 {
		left = fmt.Sprintf("%d delays", n)
	}
	return fmt.Errorf("schedule %v: the program ended before point %d, with %s left over: it is of another program", schedule, p.plan[0].Point, left)
}

// mix adds an event to the fingerprint.
func (p *replay) mix(x uint32) {
	p.hash = bits.RotateLeft32((p.hash^x)*0x9E3779B1, 15) | 1
}

// replay runs the program under one schedule, and records every step.
func (s *search) replay(ctx context.Context, schedule Schedule) error {
	if race.Enabled {
		runtime.GC() // the first collection starts goroutines, and the detector's numbers must be consecutive
	}
	p := newReplay(schedule)
	r := s.run(ctx, p, traced)
	a := &s.answer
	a.Schedule, a.Trace = schedule, []Event{}
	switch {
	case r == nil:
		s.stop(s.cut)
		return nil
	case r.err != nil:
		return r.err
	case len(p.plan) > 0 && !(r.failure != nil && r.failure.Kind == Race): // that ends a run where it is the first of its process
		return p.leftOver(schedule)
	case r.failure != nil:
		a.Verdict, a.Failure, a.Delays = Fails, r.failure, r.delays()
		if s.Survey {
			s.found = &findings{}
			s.found.keepAll(s.finding(r))
			a.Findings = s.found.list
		}
	default:
		s.stop("one schedule was replayed, and it does not fail")
	}
	a.Steps, a.Trace = r.steps, r.trace.events
	return nil
}
