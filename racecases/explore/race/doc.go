// Package race calls Go's race detector, in a program that is built with -race and the tag
// explored; in any other its functions do nothing.
//
// One goroutine of an explored program runs at a time, and hands over to the next. If the
// detector saw that, everything would be ordered and it would never report anything. So
// the hand-over is hidden from it, and each modelled operation reports the
// happens-before edges of the real one: the same calls at the same places as in packages
// sync and runtime.
//
// The memory of the explorer must be hidden too. Its packages are compiled without
// instrumentation. What is left are the hooks inside the Go runtime: a map, copy, and
// append where it moves pointers within a slice report their accesses in any package.
// Code that several goroutines of a program run uses none of them on what they share.
package race

// Remove deletes the first x from a list, without a hook of the runtime.
func Remove[T comparable](list []T, x T) []T {
	for i, y := range list {
		if y != x {
			continue
		}
		for j := i + 1; j < len(list); j++ {
			list[j-1] = list[j]
		}
		var zero T
		list[len(list)-1] = zero
		return list[:len(list)-1]
	}
	return list
}
