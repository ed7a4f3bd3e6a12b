// Package modeltest compares each primitive with a sequential model of it: concurrent histories, which must be linearizable,
// and random or fuzzed steps of a state machine, after each of which object and model must agree.
package modeltest
