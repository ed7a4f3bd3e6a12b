package term_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/scripts/threadlab/term"
)

// TestPager: no line is pushed off the screen before it was read; what belongs together is on one page, if it can be.
func TestPager(t *testing.T) {
	const key = "[key]\n"
	lines := func(n int) string { return strings.Repeat("x\n", n) }
	tests := []struct {
		name  string
		print func(s *term.Screen, line func(n int))
		want  string
	}{
		{"it fits", func(_ *term.Screen, line func(int)) { line(4) }, lines(4)},
		{"five on four", func(_ *term.Screen, line func(int)) { line(5) }, lines(4) + key + lines(1)},
		{"nine on four", func(_ *term.Screen, line func(int)) { line(9) }, lines(4) + key + lines(4) + key + lines(1)},
		{"together", func(s *term.Screen, line func(int)) { line(2); s.Together(func() { line(3) }) }, lines(2) + key + lines(3)},
		{"set apart on the next page", func(s *term.Screen, line func(int)) {
			line(3)
			s.Together(func() { s.Println(""); line(2) })
		}, lines(3) + key + "\n" + lines(2)},
		{"set apart where there is no room", func(s *term.Screen, line func(int)) {
			line(1)
			s.Together(func() { s.Println(""); line(4) })
		}, lines(1) + key + lines(4)},
		{"room for both", func(s *term.Screen, line func(int)) { line(1); s.Together(func() { line(3) }) }, lines(4)},
		{"longer than a page", func(s *term.Screen, line func(int)) { line(1); s.Together(func() { line(6) }) }, lines(1) + key + lines(4) + key + lines(2)},
		{"a wide line", func(s *term.Screen, line func(int)) { line(3); s.Println("123456789012") }, lines(3) + key + "123456789012\n"},
		{"a line as wide as the screen", func(s *term.Screen, line func(int)) { line(3); s.Println("1234567890") }, lines(3) + "1234567890\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			s := term.NewScreen(&b)
			s.Page(10, 5, func() error { b.WriteString(key); return nil })
			tt.print(s, func(n int) {
				for range n {
					s.Println("x")
				}
			})
			assert.Equal(t, tt.want, b.String())
		})
	}
}

// TestPagerEnds: nothing is printed any more once the reader has ended it.
func TestPagerEnds(t *testing.T) {
	var b bytes.Buffer
	s := term.NewScreen(&b)
	keys := 0
	s.Page(80, 5, func() error { keys++; return errors.New("no more") })
	for i := range 20 {
		s.Together(func() { s.Println(fmt.Sprint(i)) })
	}
	assert.Equal(t, "0\n1\n2\n3\n", b.String())
	assert.Equal(t, 1, keys)
}

// TestNoPager: in a file nothing waits.
func TestNoPager(t *testing.T) {
	var b bytes.Buffer
	s := term.NewScreen(&b)
	s.PageBy(&b, func() error { t.Error("waits"); return nil })
	s.Together(func() { s.Println(strings.Repeat("x\n", 100)) })
	assert.Equal(t, strings.Repeat("x\n", 100)+"\n", b.String())
}

// TestCommand: a shell takes what is on several lines as one command.
func TestCommand(t *testing.T) {
	long := "go tool threadlab explore ./some/folder/of/a/module -run '^TestOf a long name$' -memory-accesses -replay 1.2-3.4"
	tests := []struct{ command, want string }{
		{"go test", "  go test"},
		{long, "  go tool threadlab explore ./some/folder/of/a/module \\\n    -run '^TestOf a long name$' -memory-accesses -replay 1.2-3.4"},
		{strings.Repeat("x", 100), "  " + strings.Repeat("x", 100)},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, term.NewScreen(new(bytes.Buffer)).Command(tt.command, "  "))
	}
	narrow := term.NewScreenOf(new(bytes.Buffer), 40)
	assert.Equal(t, "    go test -race -run \\\n      'TestCase/lock/lost-update$' \\\n      ./racecases",
		narrow.Command("go test -race -run 'TestCase/lock/lost-update$' ./racecases", "    "))
}
