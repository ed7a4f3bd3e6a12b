// Package scheduler runs a concurrent program under one schedule after the other.
//
// One goroutine of the program runs at a time. Before each operation that another
// goroutine could notice it reaches a scheduling point ([Run.Wait]), with a [Guard]
// that says when the operation can go on without blocking. The scheduler then lets one
// goroutine take its next step whose guard is open. No operation ever blocks, so a
// deadlock is a state in which no guard is open.
//
// Every decision is a point with numbered alternatives. Number 0 is the default: the
// running goroutine goes on until it must wait, or has taken 60 steps in a row, and
// then the next one in the order of creation, round robin. A [Schedule] lists the
// points at which another alternative is taken; each of those is one delay. Values that are
// drawn ([Run.Draw]) are points too, and cost none while they have few combinations.
//
// # Strategies
//
// A strategy decides at the points of a run and chooses which schedule runs next. The
// search around it is the same for all: it starts runs, keeps the budget, and keeps
// the best failing schedule. [DelayBounding] goes level by level, [PCT], [POS], [SURW] and [Random] sample, and [DPOR]
// leaves out schedules that differ only in the order of steps that commute. Options.Survey
// finds all failures, by most of these in turn, and Options.Replay names one schedule to follow.
// The theory is in the documentation of package explore.
//
// # Playing
//
// A [Play] names a state of a program by a schedule and a number of moves. A move is one
// decision, those with one alternative included: points count only those with more. Time that
// passes because no goroutine can go on is no move. The run is made from the start each time,
// and ended before anything of what is shown unwinds: [Play.State] is a pure function. The
// model tells in words what objects hold ([Run.Inspect]) and what alternatives mean
// ([Run.Offer]); in a run that is not played it is not asked. Options.After has a search
// begin after such a state.
//
// # Limits
//
// A program must do the same under the same schedule; if it does not, the search ends
// with an error. What the model does not know of is refused ([RefusedError]). All
// executions are sequentially consistent. A goroutine that runs without ever reaching
// a scheduling point stops the search.
package scheduler
