package scheduler

import (
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"slices"
)

// volatile is what differs in a message between runs and versions of a program although
// the cause is the same: places, of which an absolute one may hold spaces, addresses,
// numbers, quoted values.
var volatile = regexp.MustCompile("\\S+\\.go:\\d+|(?:\\B/|\\b[A-Za-z]:[\\\\/])[^\n:\"]*?\\.go:\\d+|0x[0-9a-fA-F]+|\"[^\"]*\"|-?\\d[\\d.]*")

// another begins a message of a test that is not its first: those that follow depend on how
// far the test still gets.
var another = regexp.MustCompile(`\n\S+ at [^\n]*?\.go:\d+: `)

// maxCause bounds the part of a message that tells failures apart, in bytes.
const maxCause = 400

// cause returns what the message says without the values in it.
func (f *Failure) cause() string {
	if f.Kind != Assertion && f.Kind != Outcome && f.Kind != Panic && f.Kind != Fatal {
		return ""
	}
	text := f.Message
	if at := another.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	return volatile.ReplaceAllString(text[:min(len(text), maxCause)], "#")
}

// Fingerprint returns a number in hexadecimal that equal failures have in common, also
// in another version of the program in which lines have moved: it depends on the class,
// the kind, the cause, and the functions that take part. The failure must be of a traced
// run.
func (f *Failure) Fingerprint(class Class) string {
	words := []string{string(class), string(f.Kind), f.cause(), f.place.Func}
	var parts []string
	for _, w := range f.Waits {
		if f.Kind == StepLimit {
			break // where they are when the limit is reached means nothing
		}
		if f.Kind == Leak { // it may wait elsewhere under another schedule
			parts = append(parts, function(w.Created)+" starts "+outermost(w.Where))
		} else {
			parts = append(parts, w.Op+" in "+function(w.Where))
		}
	}
	for _, x := range f.Races { // which of them reads, and which writes, depends on the order of the two
		parts = append(parts, "access in "+function(x.Where))
	}
	slices.Sort(parts)
	hash := fnv.New64a()
	for _, word := range append(words, slices.Compact(parts)...) {
		io.WriteString(hash, word+"\x00")
	}
	return fmt.Sprintf("%016x", hash.Sum64())
}

func function(at []Frame) string {
	if len(at) == 0 {
		return ""
	}
	return at[0].Func
}

func outermost(at []Frame) string {
	if len(at) == 0 {
		return ""
	}
	return at[len(at)-1].Func
}
