package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/corpus/halfdiff"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/scripts/threadlab/term"
)

// TestShowFitsThePage: of what is known of each case before it runs no line is wider than a projector shows.
func TestShowFitsThePage(t *testing.T) {
	t.Parallel()
	for _, ref := range corpus.Refs(lessons.All()) {
		for _, width := range []int{term.Width, 40} {
			var b bytes.Buffer
			s := show{ref: ref, out: term.NewScreenOf(&b, width)}
			s.story()
			s.byHand(ref.Case.ShowBuild())
			if !ref.Case.Negative {
				diff, err := halfdiff.Of(ref)
				require.NoError(t, err)
				s.out.Println(s.out.Diff(diff))
				w, ok, err := ref.Witness()
				require.NoError(t, err)
				if ok {
					s.out.Println(toCopy(s.out, "again", ref.ReplayCommand("go tool threadlab", w)))
				}
				text, err := ref.Text(corpus.Broken)
				require.NoError(t, err)
				for i := range strings.Count(text, "\n") {
					p := detect.Place{What: "write", Goroutine: 12, Frame: detect.Frame{File: ref.Case.Slug + "_broken.go", Line: i + 1}}
					s.out.Println(s.place(p, 6))
				}
			}
			for line := range strings.Lines(b.String()) {
				if word := strings.TrimSuffix(strings.TrimSpace(line), ` \`); width < term.Width && !strings.Contains(word, " ") {
					continue // a word of a command that is to be copied stays whole
				}
				assert.LessOrEqual(t, ansi.StringWidth(strings.TrimSuffix(line, "\n")), width, "%s: %s", ref.Name(), line)
			}
		}
	}
}
