// Package explore runs a case of the corpus under every schedule up to a bound.
//
// # Limits first
//
// What it says holds for sequentially consistent executions, and for schedules that
// change goroutines only at operations on what it models: channels and select, the
// types of sync and sync/atomic, Sleep, timers and tickers, contexts, the go statement.
// A data race happens between such points. On request there are points at reads and
// writes of shared variables too, which shows the harm of most races, at the price
// of many more schedules; not that of torn values, of stale reads, or inside of
// libraries. Whether there is a race is for the race detector to say.
// A program that comes to anything that could wait outside of the model (files, the
// network, signals, os/exec, cgo), or to a goroutine that code without points has
// started, is refused, by the name and place of what is not modelled. Package variables
// are made anew before each schedule, but for those whose making registers something
// for the whole process. The top-level functions of math/rand are choices of the
// schedule, or one fixed sequence; a range over a map has one order. Other ways to do
// something else under the same schedule are noticed, and the program is refused.
// Time is the program's own: nothing depends on the
// machine. A bug that needs more delays than the bound is not found, and the answer
// says which bound that was.
//
// # Theory in a page
//
// A concurrent program with a fixed input does different things because the
// scheduler decides differently. If every decision is ours, the program is a tree:
// a node where several goroutines can go on, an edge for each of them. Systematic
// testing walks that tree instead of waiting for luck. The tree is exponential in the
// number of steps, and so a bound is needed that keeps the interesting part.
//
// Preemption bounding (Musuvathi and Qadeer, Iterative context bounding, PLDI 2007)
// counts how often a goroutine that could go on is interrupted: most bugs need two
// or fewer. But whenever a goroutine must wait, the choice of the next is free, and
// with many goroutines the lowest bound alone explodes. Delay bounding (Emmi, Qadeer
// and Rakamaric, POPL 2011) takes one deterministic scheduler for the default and
// counts how often the schedule departs from it. Bound 0 is one schedule, bound 1
// about the number of steps times that of goroutines. This package does that, level
// by level, each level in random order; what it calls a delay is one departure, to
// whichever goroutine.
//
// PCT (Burckhardt and others, ASPLOS 2010) draws schedules at random so that a bug
// of depth d is hit with a known probability; it samples, and never exhausts. DPOR
// (Flanagan and Godefroid, POPL 2005) leaves out schedules that differ only in the
// order of operations that commute. Neither is here yet.
//
// # Three answers
//
// Fails, with the fewest delays, a schedule to replay and its timeline. Exhausted at
// so many delays: every schedule up to there was run, and none fails. Stopped: a
// budget was spent first, and what is not tried may fail.
package explore
