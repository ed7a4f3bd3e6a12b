package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// readTable calls row with the words of each line of a file beside the cases. Empty lines,
// and those that begin with #, are none. A file that is not there has no lines.
func (l Lesson) readTable(name string, row func(words []string) error) error {
	if l.Source == nil {
		return nil
	}
	text, err := fs.ReadFile(l.Source, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if err := row(words); err != nil {
			return fmt.Errorf("%s/%s:%d: %w", l.Slug, name, n, err)
		}
	}
	return nil
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
