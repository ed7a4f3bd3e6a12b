// Package play steps through a run by hand: a [Game] is where the player stands, and what
// front ends do with it is a line of input each (see [Parse]).
//
// The engine behind it is a pure function from a schedule and a number of moves to a state
// (see [scheduler.Play]). So a move back is a run with one move less, and nothing that a
// game shows depends on what was tried before.
package play
