// Package explore runs plain Go code under every schedule up to a bound: a half of a
// case of the corpus, or a test of any package.
//
// # Limits first
//
// What it says holds for sequentially consistent executions, and for schedules that
// change goroutines only at operations on what it models: channels and select, the
// types of sync and sync/atomic, Sleep, timers and tickers, contexts, the go statement.
//
//   - A data race happens between such points. On request there are points at reads and
//     writes of shared variables too, which shows the harm of most races, at the price of
//     many more schedules; not that of torn values, of stale reads, or inside of
//     libraries. Whether there is a race is for the race detector to say, which can
//     look on: see [How].
//   - A program that comes to anything that could wait outside of the model (files, the
//     network, signals, os/exec, cgo), or to a goroutine that code without points has
//     started, is refused, by the name and place of what is not modelled.
//   - Package variables are made anew before each schedule, but for those whose making
//     registers something for the whole process, and those of other modules' packages in
//     which nothing could wait.
//   - The top-level functions of math/rand are choices of the schedule, or one fixed
//     sequence; a range over a map has one order. Other ways to do something else under
//     the same schedule are noticed, and the program is refused.
//   - Time is the program's own: nothing depends on the machine. A timer of less than ten
//     seconds may go off early, as if everybody else were slow; with Patient none does.
//   - A bug that needs more than the bound is not found. The answer says which bound.
//
// # Theory in a page
//
// A concurrent program with a fixed input does different things because the scheduler
// decides differently. If every decision is ours, the program is a tree: a node where
// several goroutines can go on, an edge for each of them. Systematic testing walks that
// tree instead of waiting for luck. With n goroutines of k steps it has up to
// (nk)!/(k!)^n leaves, so something has to be left out: what is far away (bounds), what
// luck does not draw (sampling), or what is the same as something else (reduction).
//
// Preemption bounding (Musuvathi and Qadeer, Iterative context bounding for systematic
// testing of multithreaded programs, PLDI 2007) counts how often a goroutine that could
// go on is interrupted: most bugs need two or fewer. But where a goroutine must wait the
// choice of the next is free, and with many goroutines the lowest bound alone explodes.
// It is not a strategy here.
//
// Delay bounding (Emmi, Qadeer and Rakamaric, Delay-bounded scheduling, POPL 2011) takes
// one deterministic scheduler for the default and counts how often a schedule departs
// from it. Bound 0 is one schedule, bound 1 about the number of steps times that of
// goroutines, whether they wait or not. The default here goes on with the running
// goroutine until that must wait, or has had 60 steps in a row, and then in a circle. In
// the paper to pass over two goroutines costs two delays; here it costs one, as do
// another case of a select and a timer that goes off early.
//
// PCT (Burckhardt, Kothari, Musuvathi and Nagarakatte, A randomized scheduler with
// probabilistic guarantees of finding bugs, ASPLOS 2010) draws a priority for each
// goroutine and lets the highest go on; at d-1 steps, drawn as well, whoever is about to
// go on falls behind all others. A bug that needs d ordering constraints is met by each
// schedule with a probability of at least 1/(n k^(d-1)), for n goroutines and k steps.
//
// DPOR (Flanagan and Godefroid, Dynamic partial-order reduction for model checking
// software, POPL 2005): two steps of different goroutines that use different objects, or
// both only read one, commute, and schedules that differ in the order of such steps end
// in the same. After each run the reduction looks for the steps whose order did matter
// and could have been another one, and goes back to those nodes only. What it goes back
// for is chosen by the source sets of Abdulla, Aronis, Jonsson and Sagonas (POPL 2014).
// Sleep sets (Godefroid, 1996) do the rest: who was tried at a node sleeps while the
// others are tried, until somebody does what does not commute with its step, and a run
// in which all sleep is given up.
//
// # The strategies
//
//   - delay, the default, goes level by level, each in random order. Exhausted at N:
//     every schedule with N departures or fewer was run. A failure has the fewest
//     departures that any has, and the fewest steps of the 200 schedules tried after
//     it. Take it first: most bugs need one departure or two.
//   - dpor has no bound. Exhausted: at least one schedule of each class was run, and
//     none fails, whatever the number of departures. It needs to know what each step
//     uses: what does not say (a sleep, a step while a timer is armed) commutes with
//     nothing, and accesses that have no points are taken to be free of races. Take it
//     for a proof, where a program is small and has no timers.
//   - pct draws with d = 3, the first schedule excepted, which is the default one and
//     says how long the program is. It never exhausts. Who yields or has had 60 steps in
//     a row falls behind all others, which is outside of the theory. Take it where a
//     program is too long for two departures.
//   - random takes every alternative with the same probability, guarantees nothing, and
//     is hard to beat where many schedules fail.
//
// What dpor, pct and random find is shrunk: deviations from the default are left out, in
// ever smaller parts, as long as the program fails at the same place in the same way
// (delta debugging: Zeller and Hildebrandt, 2002), and then the schedules with fewer, up to
// three of them, are tried level by level; 3,000 runs each at most. A race is not
// shrunk, because the detector reports it once in a process.
//
// # What fails
//
// A forbidden outcome or a failed test, a panic, what the Go runtime calls a fatal
// error, a race, and in the witness of one the two accesses side by side. A deadlock is
// a state in which nobody can go on and the main goroutine has not ended; if it has,
// those who are left have leaked, unless Outlive lets them. Nobody waits for time
// there: the clock is advanced first. A knot is a deadlock of some, each of whom waits
// for a lock that the next one holds. In Go anybody may unlock a mutex, and so it
// counts only after 1,000 steps of the others. A program is endless after a million
// steps, or as many as Steps says: the default lets everybody have a turn, so it is not
// for want of one; if goroutines still come and go in it, the search stops instead. It
// is also endless if the clock had to be advanced 10,000 times because nobody else
// could go on.
//
// # Three answers
//
// Fails, with a schedule to replay and its timeline. Exhausted: of all schedules, or all
// up to so many delays, none fails. Stopped: a budget was spent first, and what is not
// tried may fail. A program that is refused has none of them.
package explore
