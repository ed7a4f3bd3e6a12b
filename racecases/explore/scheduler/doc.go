// Package scheduler runs a concurrent program under one schedule after the other.
//
// Of the goroutines of a program one runs at a time. Before each operation that
// another goroutine could notice it comes to a gate ([Run.Wait]) and says what it
// waits for; the schedule then opens the gate of one whose wait is over. Nobody
// ever blocks inside an operation, so a deadlock is "no gate can open".
//
// Every decision is a point with numbered alternatives, of which number 0 is the
// default: the running goroutine goes on until it must wait, and then the next one
// in the order of their making has its turn. A [Schedule] lists the points at which
// another alternative was taken; each costs one delay. [Explore] runs all schedules
// without a delay (there is one), then all with one, then all with two: this is
// delay bounding (Emmi, Qadeer and Rakamaric, Delay-bounded scheduling, POPL 2011).
// Preemption bounding (Musuvathi and Qadeer, CHESS, 2007) would make each wait a
// free choice among all, and has many more schedules at its lowest bound.
// The other strategies decide at the same points, but not level by level: [PCT] and
// [Random] draw, [DPOR] leaves out what only changes the order of steps that commute.
package scheduler
