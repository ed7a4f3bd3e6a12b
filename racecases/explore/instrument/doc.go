// Package instrument rewrites Go files so that the explorer has the say in them:
// the go statement, channel operations and select become calls of package model,
// and so do the parts of sync, sync/atomic, time and runtime that it models.
//
// The edits are made in the text, and no line moves: what the compiler and a stack
// name is the original. Nothing is written where the sources are; the result goes
// to the go command as an overlay.
//
// What is not modelled is refused by its name and place, and the file is left alone.
package instrument
