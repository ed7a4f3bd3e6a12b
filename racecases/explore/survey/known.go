package survey

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

// A Known is a failure that is set aside, with the reason for it.
type Known struct {
	Fingerprint, Reason string
	Line                int // of its file
}

// A KnownList is what a file of known failures holds, in its order. Each line is a
// fingerprint and a reason. Empty lines, and those that begin with #, are comments.
type KnownList struct {
	File    string
	Entries []Known
}

var fingerprint = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

// ReadKnown reads a file of known failures. An error names the line that is wrong.
func ReadKnown(file string) (KnownList, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return KnownList{}, err
	}
	list, seen, number := KnownList{File: file}, map[string]int{}, 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		first, reason, _ := strings.Cut(line, " ")
		if reason = strings.TrimSpace(reason); !fingerprint.MatchString(first) || reason == "" {
			return KnownList{}, fmt.Errorf("%s:%d: %q: want a fingerprint, as a failure ends with it, and a reason", file, number, line)
		}
		if earlier := seen[first]; earlier > 0 {
			return KnownList{}, fmt.Errorf("%s:%d: %s is known by line %d already", file, number, first, earlier)
		}
		seen[first] = number
		list.Entries = append(list.Entries, Known{first, reason, number})
	}
	return list, nil
}

// Find returns the entry for a fingerprint.
func (l KnownList) Find(fingerprint string) (Known, bool) {
	for _, k := range l.Entries {
		if k.Fingerprint == fingerprint {
			return k, true
		}
	}
	return Known{}, false
}

// Stale returns the entries whose fingerprints were not found.
func (l KnownList) Stale(found ...string) []Known {
	return slices.DeleteFunc(slices.Clone(l.Entries), func(k Known) bool { return slices.Contains(found, k.Fingerprint) })
}
