package term_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/scripts/threadlab/term"
)

// TestNarrow: on a narrow page lines are broken between words, whatever made them.
func TestNarrow(t *testing.T) {
	const width = 40
	tests := []struct{ name, text, want string }{
		{"a short line", "  a  b\n", "  a  b\n"},
		{"a row of a table", "  lost-update   data race   race, vet, leakprofile\n", "  lost-update   data race   race, vet,\n    leakprofile\n"},
		{"as wide as the page", strings.Repeat("x", width) + "\n", strings.Repeat("x", width) + "\n"},
		{"a flag", "go tool threadlab explore lock/abba -memory-accesses\n", "go tool threadlab explore lock/abba\n  -memory-accesses\n"},
		{"a long word of a command", "  '^TestShopSellsTheLastLoafTwiceInARow$' \\\n", "  '^TestShopSellsTheLastLoafTwiceInARow$' \\\n"},
		{"a prompt", "press a key", "press a key"},
		{"far to the right", strings.Repeat(" ", 38) + "one two\n", strings.Repeat(" ", 20) + "one two\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			_, err := term.NewScreenOf(&b, width).Write([]byte(tt.text))
			assert.NoError(t, err)
			assert.Equal(t, tt.want, b.String())
		})
	}
}

// TestNarrowPages: a pager counts the lines that a narrow page makes of one.
func TestNarrowPages(t *testing.T) {
	var b bytes.Buffer
	s := term.NewScreenOf(&b, 40)
	s.Page(40, 3, func() error { b.WriteString("[key]\n"); return nil })
	s.Println("  " + strings.Repeat("word ", 9))
	s.Println("end")
	assert.Equal(t, "  word word word word word word word\n    word word\n[key]\nend\n", strings.ReplaceAll(b.String(), " \n", "\n"))
}

// TestWidth: what is no terminal has the width of a page.
func TestWidth(t *testing.T) {
	assert.Equal(t, term.Width, term.NewScreen(new(bytes.Buffer)).Width())
	narrow := term.NewScreenOf(new(bytes.Buffer), 40)
	for line := range strings.SplitSeq(narrow.Wrap(strings.Repeat("word ", 40), "    "), "\n") {
		assert.LessOrEqual(t, len(line), 40)
	}
}
