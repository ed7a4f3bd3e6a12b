package term

import (
	"slices"
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

// A function of up to wholeFunction lines is shown whole; of a longer one, around
// equal lines are kept on each side of a change.
const (
	wholeFunction = 24
	around        = 3
)

// Diff draws the way from the broken half to the correct one. Of what is above
// the function, such as imports, only what changes is shown.
func (s *Screen) Diff(diff []corpus.DiffLine) string {
	start := slices.IndexFunc(diff, func(l corpus.DiffLine) bool { return strings.HasPrefix(l.Text, "func ") })
	whole := len(diff)-start <= wholeFunction
	var b strings.Builder
	skipped := false
	for i, l := range diff {
		shown := l.Op != udiff.Equal || i >= start && (whole || near(diff, i))
		if shown && skipped && i > start {
			b.WriteString(s.Faint("        ...") + "\n")
		}
		skipped = !shown
		if shown {
			b.WriteString(s.diffLine(l) + "\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func (s *Screen) diffLine(l corpus.DiffLine) string {
	text := s.Go(strings.ReplaceAll(l.Text, "\t", "    "))
	switch l.Op {
	case udiff.Insert:
		return s.Good("    + ") + text
	case udiff.Delete:
		return s.Bad("    - ") + text
	}
	return "      " + text
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
