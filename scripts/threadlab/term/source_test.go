package term_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"threadlab/scripts/threadlab/term"
)

// TestGo: a source with its colours is the source, and a part of a file has colours too.
func TestGo(t *testing.T) {
	s := term.NewScreen(new(bytes.Buffer))
	tests := []struct{ name, source, coloured string }{
		{"a keyword", "\tdefer mu.Lock() // once", "defer"},
		{"a call", "\tdefer mu.Lock() // once", "Lock"},
		{"a comment", "\tdefer mu.Lock() // once", "// once"},
		{"a string", "x := `raw`\n\n", "`raw`"},
		{"a number", "x := 3 + y", "3"},
		{"an operator", "ch <- 1", "<-"},
		{"of the start of a string", "text := `begins\n", "`begins"},
		{"of what is not Go", "select\x00 ü }} \"", "select"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.Go(tt.source)
			assert.Equal(t, strings.TrimRight(tt.source, "\n"), ansi.Strip(got))
			assert.Contains(t, got, "m"+tt.coloured+"\x1b[m")
		})
	}
	assert.Empty(t, s.Go(""))
	dark := s.Go("return")
	s.Light(true)
	assert.NotEqual(t, dark, s.Go("return"), "other colours on white")
}
