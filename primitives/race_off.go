//go:build !race

package primitives

// raceEnabled tells a build with the race detector.
const raceEnabled = false
