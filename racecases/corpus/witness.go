package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// A Witness is a schedule under which a broken half fails. It proves that the half
// is broken, whatever a detector makes of it.
type Witness struct {
	Ends     string // how the schedule fails, in the explorer's word
	Accesses bool   // with points at accesses to shared variables, and not at operations alone
	Schedule string // as threadlab explore -replay takes it
}

// RacyPair is how a schedule ends in which two accesses of a data race stand side by
// side: it proves the race, and shows no harm.
const RacyPair = "meeting"

// WitnessFile holds the witnesses of a lesson, beside its cases.
const WitnessFile = "witness.txt"

// RenewWitnesses is the command that finds the witnesses anew and writes them down.
const RenewWitnesses = "go tool threadlab witness -renew"

const witnessHead = `# A schedule for each broken half of this lesson, under which it fails: proof of
# the bug, whatever a detector makes of it. Made by: ` + RenewWitnesses + `
# case, how it ends, where goroutines change, the schedule
`

// Witnesses returns what is written in the lesson's file, by slug.
func (l Lesson) Witnesses() (map[string]Witness, error) {
	return readTable(l, WitnessFile, func(words []string) (Witness, error) {
		if len(words) != 3 || words[1] != "operations" && words[1] != "accesses" {
			return Witness{}, fmt.Errorf("want a case, how it ends, operations or accesses, and a schedule: %s renews it", RenewWitnesses)
		}
		return Witness{words[0], words[1] == "accesses", words[2]}, nil
	})
}

// FormatWitnesses is the text of a lesson's file.
func FormatWitnesses(bySlug map[string]Witness) string {
	return formatTable(witnessHead, bySlug, func(slug string, w Witness) string {
		points := "operations"
		if w.Accesses {
			points = "accesses"
		}
		return fmt.Sprintf("%-28s %-9s %-11s %s", slug, w.Ends, points, w.Schedule)
	})
}

// Witness returns the schedule that proves the broken half broken, if one is written down.
func (r Ref) Witness() (Witness, bool, error) {
	all, err := r.Lesson.Witnesses()
	w, ok := all[r.Case.Slug]
	return w, ok, err
}

// ReplayCommand returns what a reader, who calls the command threadlab as given, calls to run a witness of the case once more.
func (r Ref) ReplayCommand(threadlab string, w Witness) string {
	if w.Ends == RacyPair {
		return threadlab + " witness -case " + r.Name()
	}
	flags := ""
	if w.Accesses {
		flags = " -memory-accesses"
	}
	return fmt.Sprintf("%s explore %s%s -replay %s", threadlab, r.Name(), flags, w.Schedule)
}

// readTable returns by slug what of makes of the other words of each line of a file beside the cases. Empty lines, and
// those that begin with #, are none. A file that is not there has no lines.
func readTable[T any](l Lesson, name string, of func(words []string) (T, error)) (map[string]T, error) {
	all := map[string]T{}
	if l.Source == nil {
		return all, nil
	}
	text, err := fs.ReadFile(l.Source, name)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil
	} else if err != nil {
		return nil, err
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		row, err := of(words[1:])
		if _, twice := all[words[0]]; err == nil && twice {
			err = fmt.Errorf("a second line of %s", words[0])
		}
		if err != nil {
			return nil, fmt.Errorf("%s/%s:%d: %w", l.Slug, name, n, err)
		}
		all[words[0]] = row
	}
	return all, nil
}

// formatTable is the text of such a file: its head, and a line for each slug.
func formatTable[T any](head string, bySlug map[string]T, line func(slug string, of T) string) string {
	var b strings.Builder
	b.WriteString(head)
	for _, slug := range slices.Sorted(maps.Keys(bySlug)) {
		b.WriteString(line(slug, bySlug[slug]) + "\n")
	}
	return b.String()
}
