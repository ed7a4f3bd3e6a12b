package term_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus/halfdiff"
	"threadlab/scripts/threadlab/term"
)

func equal(text string) halfdiff.Line   { return halfdiff.Line{Op: udiff.Equal, Text: text} }
func insert(text string) halfdiff.Line  { return halfdiff.Line{Op: udiff.Insert, Text: text} }
func removed(text string) halfdiff.Line { return halfdiff.Line{Op: udiff.Delete, Text: text} }

// plain draws onto a screen that shows no colour, as a file does.
func plain(t *testing.T, draw func(s *term.Screen) string) string {
	t.Helper()
	var b bytes.Buffer
	s := term.NewScreen(&b)
	s.Println(draw(s))
	assert.NotContains(t, b.String(), "\x1b", "no colour outside a terminal")
	return b.String()
}

func TestDiff(t *testing.T) {
	long := []halfdiff.Line{equal("package p"), insert(`import "sync"`), equal("func f() {")}
	for range 30 {
		long = append(long, equal("\tx()"))
	}
	long = append(long, removed("\told()"), insert("\tnew()"), equal("\ty()"), equal("\ty()"), equal("\ty()"), equal("}"))
	tests := []struct {
		name string
		diff []halfdiff.Line
		want string
	}{
		{"a short function is shown whole", []halfdiff.Line{
			equal("package p"), equal(`import "sync"`), equal("func f() {"), equal("\ta()"), equal("\tb()"),
			equal("\tc()"), equal("\td()"), insert("\tlock()"), equal("}"),
		}, `      func f() {
          a()
          b()
          c()
          d()
    +     lock()
      }
`},
		{"of a long one, what is around the change", long, `    + import "sync"
      func f() {
          x()
          x()
        ...
          x()
          x()
          x()
    -     old()
    +     new()
          y()
          y()
          y()
        ...
`},
		{"a wide line goes on", []halfdiff.Line{
			equal("func f() {"), insert("\tslices.SortFunc(got, func(a, b part) int { return cmp.Compare(a.number, b.number) })"), equal("}"),
		}, `      func f() {
    +     slices.SortFunc(got, func(a, b part) int { return
                  cmp.Compare(a.number, b.number) })
      }
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, plain(t, func(s *term.Screen) string { return s.Diff(tt.diff) }))
		})
	}
}

func TestWrap(t *testing.T) {
	got := term.NewScreen(new(bytes.Buffer)).Wrap(strings.Repeat("word ", 40), "    ")
	for line := range strings.SplitSeq(got, "\n") {
		assert.LessOrEqual(t, len(line), term.Width)
		assert.True(t, strings.HasPrefix(line, "    word"))
	}
}

// TestHang: the lines after the first begin below it, whatever colour has what it begins with.
func TestHang(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("word ", 20))
	const fifteen = "word word word word word word word word word word word word word word word"
	for name, of := range map[string]func(s *term.Screen) string{
		"behind a head":             func(s *term.Screen) string { return s.Wrap(words, s.Bad("✗ ")) },
		"behind a symbol":           func(s *term.Screen) string { return s.Wrap("✗ "+words, "") },
		"behind a symbol in colour": func(s *term.Screen) string { return s.Wrap(s.Bad("✗ word")+words[4:], "") },
	} {
		assert.Equal(t, "✗ "+fifteen+"\n  word word word word word\n", strings.ReplaceAll(plain(t, of), " \n", "\n"), name)
	}
}

// TestWrapColour: a word in colour has no other sequence than its own.
func TestWrapColour(t *testing.T) {
	s := term.NewScreen(new(bytes.Buffer))
	assert.Equal(t, "  "+s.Bad("word"), s.Wrap(s.Bad("word"), "  "))
}

func TestColours(t *testing.T) {
	s := term.NewScreen(new(bytes.Buffer))
	for name, got := range map[string]string{
		"good": s.Good("✓ word"), "bad": s.Bad("✓ word"), "warn": s.Warn("✓ word"), "faint": s.Faint("✓ word"),
	} {
		assert.Contains(t, got, "✓ word", "the words are there without the colour of %s", name)
		assert.Contains(t, got, "\x1b[", "and the colour is there for a terminal")
	}
	for n := range 20 {
		assert.Contains(t, s.Nth(n, "g1"), "g1")
		assert.NotEqual(t, s.Nth(n, "g1"), s.Nth(n+1, "g1"), "neighbours differ")
	}
	dark := s.Good("x")
	s.Light(true)
	assert.NotEqual(t, dark, s.Good("x"), "another green on white")
}

func TestProgressIsSilentOutsideATerminal(t *testing.T) {
	var b bytes.Buffer
	p := term.NewProgress(&b, 3, "cases")
	p.Add(1)
	p.Clear()
	p.Done()
	term.NewSpinner(&b, "building").Done()
	term.NewSteps(&b, 3).At(2, "lock")
	assert.Empty(t, b.String())
}

// TestWaitForKey: where there is no terminal a line stands for a key, and no more
// than the line is read.
func TestWaitForKey(t *testing.T) {
	in := strings.NewReader("first\nsecond\n")
	var prompt bytes.Buffer
	require.NoError(t, term.WaitForKey(context.Background(), in, &prompt))
	assert.Equal(t, len("second\n"), in.Len())
	require.NoError(t, term.WaitForKey(context.Background(), in, &prompt))
	require.NoError(t, term.WaitForKey(context.Background(), in, &prompt), "the end of input is the last key")
	assert.Empty(t, prompt.String())
	waiting, end := context.WithCancel(context.Background())
	in2, _ := io.Pipe()
	defer in2.Close()
	time.AfterFunc(0, end)
	assert.ErrorIs(t, term.WaitForKey(waiting, in2, &prompt), context.Canceled, "of a reader that types nothing")
}
