package term

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/alecthomas/chroma/v2/quick"
	"github.com/aymanbagabas/go-udiff"

	"threadlab/racecases/corpus"
)

// Wrap breaks a text into lines that fit the page behind the given indent.
func Wrap(text, indent string) string {
	wrapped := lipgloss.Wrap(text, Width-len(indent), "")
	return indent + strings.ReplaceAll(wrapped, "\n", "\n"+indent)
}

// Go highlights Go source. Where that fails the source is returned as it is.
func (s *Screen) Go(source string) string {
	style := "github-dark"
	if s.light {
		style = "github"
	}
	var b strings.Builder
	if err := quick.Highlight(&b, source, "go", "terminal16m", style); err != nil {
		return source
	}
	return strings.TrimRight(b.String(), "\n")
}

// around is how many equal lines are kept around a change.
const around = 3

// Diff draws the way from the broken half to the correct one.
func (s *Screen) Diff(diff []corpus.DiffLine) string {
	var b strings.Builder
	skipped, inCode := false, false
	for i, l := range diff {
		// Imports are shown where they change, and not as context.
		inCode = inCode || strings.HasPrefix(l.Text, "func ")
		if !near(diff, i) || (!inCode && l.Op == udiff.Equal) {
			skipped = true
			continue
		}
		if skipped && b.Len() > 0 {
			b.WriteString(s.Faint("        ...") + "\n")
		}
		skipped = false
		text := strings.ReplaceAll(l.Text, "\t", "    ")
		switch l.Op {
		case udiff.Insert:
			b.WriteString(s.Good("    + ") + s.Go(text) + "\n")
		case udiff.Delete:
			b.WriteString(s.Bad("    - ") + s.Go(text) + "\n")
		default:
			b.WriteString("      " + s.Go(text) + "\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// near reports whether a line is a change, or close enough to one to be shown.
func near(diff []corpus.DiffLine, i int) bool {
	for j := max(0, i-around); j <= min(i+around, len(diff)-1); j++ {
		if diff[j].Op != udiff.Equal {
			return true
		}
	}
	return false
}
