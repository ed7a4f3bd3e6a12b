// Package survey explores the tests of many packages within one budget of time.
//
// A package is built once in each mode that says more of one of its tests: under the race
// detector, where there is a C compiler; without it, which is faster, where a test has many
// schedules; with points at memory accesses, where there is a race, to see what it does.
// Builds go on beside searches.
//
// Each test has a short turn before any has a second one. A turn is a search of its own,
// four times as long as the one before, as long as schedules are left that were not
// tried: so the time goes to the tests that are not done, the cheap ones first.
package survey
