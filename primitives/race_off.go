//go:build !race

package primitives

// raceEnabled is true in a build with the race detector.
const raceEnabled = false
