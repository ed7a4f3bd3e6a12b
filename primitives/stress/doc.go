// Package stress loads each primitive from several goroutines at once, and holds counts, exclusion and memory against what
// must hold afterwards.
package stress
