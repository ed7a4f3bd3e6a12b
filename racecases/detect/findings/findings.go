// Package findings reads what a program printed: the output of one process, or of a linter, becomes
// findings. Whether a finding is right is for package proof to decide, or for a reader.
package findings

import (
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"slices"

	"threadlab/racecases/detect"
)

// In has every detector read the output that can.
func In(o detect.Output) []detect.Finding {
	var all []detect.Finding
	for _, n := range detect.Names() {
		if n.Looks(o.Build) {
			all = append(all, By(n, o)...)
		}
	}
	return all
}

// By returns what one detector makes of an output, whatever its build. Outcome and Explorer make nothing of it.
func By(n detect.Name, o detect.Output) []detect.Finding {
	read, ok := map[detect.Name]func(detect.Output) []detect.Finding{
		detect.Race: readRaces, detect.Goleak: readLeaks, detect.Runtime: readRuntime, detect.Hang: readHang, detect.Synctest: readBubble,
		detect.LeakProfile: readLeakProfile, detect.Vet: readVet, detect.Staticcheck: readStaticcheck, detect.GoDeadlock: readGoDeadlock,
	}[n]
	if !ok {
		return nil
	}
	return read(o)
}

// volatile is what differs in a message between versions of a program although the cause is the same.
var volatile = regexp.MustCompile(`\S+\.go:\d+|0x[0-9a-f]+|\d+`)

// Fingerprint returns what findings of one bug have in common, also when its lines have
// moved: the label, the cause, and the functions that take part.
func Fingerprint(f detect.Finding) string {
	var words []string
	for _, p := range f.Places {
		what := p.What
		if p.What == "running" || p.What == "runnable" || p.What == "sleep" || f.Label == detect.LabelRace {
			what = "" // it may be any of these, and which accesses of a race meet is a matter of luck
		}
		at := p.Frame.Func
		if at == "" { // linters name the file alone
			at = p.Frame.File
		}
		words = append(words, what+" in "+at)
	}
	slices.Sort(words)
	words = append(slices.Compact(words), string(f.Label), volatile.ReplaceAllString(f.Message, "#"))
	hash := fnv.New64a()
	for _, word := range words {
		io.WriteString(hash, word+"\x00")
	}
	return fmt.Sprintf("%016x", hash.Sum64())
}
