// Package hooks has a variable that another package sets.
package hooks

var Double any
