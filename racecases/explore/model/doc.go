// Package model stands in for Go's concurrency in programs that are explored: the go
// statement, channels and select, and the parts of context, maps, math/rand, runtime,
// sync, sync/atomic and time that programs use with them. Only instrumented code calls it.
//
// A lock is a guard that is open while the lock is free. The scheduler lets a goroutine
// take its step only then, so no operation blocks and no schedule is wasted. An operation
// that acquires has a scheduling point before it. One that only releases has none: a
// switch before it has the same effect as one after it.
//
// A goroutine whose next step is a channel operation may already wait in it, or be about
// to call it: no Go program can tell. Where it matters, as for a select with a default
// whose partner is at its scheduling point, both are alternatives of the schedule.
//
// In a run that is played the model also keeps what a player sees: the objects that were used, and
// by package variables what instrumented code has defined.
//
// What fewer programs use has packages of its own, which are linked into those only: modelnet is the
// network, and modelio is io.Pipe.
//
// Go's net/http is no instrumented code, and calls the model all the same: the explorer compiles
// programs with a net/http of which a few lines are others. Its client's transport is package
// modelhttp. So it is with crypto/tls, for which package modeltls dials and listens.
//
// # Limits
//
// A context ends with all its children in one step: a child that lags behind its parent is
// not explored. Not modelled are the cost of copying and comparing values, a lock that
// starves a goroutine, the order of the goroutines that wait at a buffered channel, and
// messages that need a real race to be seen ("WaitGroup is reused").
package model
