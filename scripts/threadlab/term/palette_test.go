package term_test

import (
	"bytes"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/scripts/threadlab/term"
)

// TestPalette: how a green word is printed, by the environment.
func TestPalette(t *testing.T) {
	const (
		plain   = "word"
		bold    = "\x1b[1mword\x1b[m"
		basic   = "\x1b[92mword\x1b[m"
		indexed = "\x1b[38;5;77mword\x1b[m"
		full    = "\x1b[38;2;86;211;100mword\x1b[m"
	)
	if runtime.GOOS == "windows" {
		t.Skip("a console has no TERM there")
	}
	tests := []struct {
		name     string
		terminal bool
		env      map[string]string
		good     string
		bold     string
	}{
		{"a file", false, map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor"}, plain, plain},
		{"a file by force", false, map[string]string{"TERM": "xterm-256color", "CLICOLOR_FORCE": "1"}, indexed, bold},
		{"a file by force, of no terminal", false, map[string]string{"CLICOLOR_FORCE": "1"}, basic, bold},
		{"a terminal", true, map[string]string{"TERM": "xterm"}, basic, bold},
		{"of 256 colours", true, map[string]string{"TERM": "xterm-256color"}, indexed, bold},
		{"of all", true, map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor"}, full, bold},
		{"by its name", true, map[string]string{"TERM": "xterm-kitty"}, full, bold},
		{"in tmux", true, map[string]string{"TERM": "tmux", "COLORTERM": "truecolor"}, indexed, bold},
		{"NO_COLOR", true, map[string]string{"TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, plain, bold},
		{"NO_COLOR in a file", false, map[string]string{"TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, plain, plain},
		{"dumb", true, map[string]string{"TERM": "dumb", "COLORTERM": "truecolor"}, plain, plain},
		{"unknown", true, nil, plain, plain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			s := term.NewScreenFor(&b, tt.terminal, func(name string) string { return tt.env[name] })
			s.Println(s.Good("word"))
			s.Println(s.Bold("word"))
			assert.Equal(t, tt.good+"\n"+tt.bold+"\n", b.String())
		})
	}
}

// TestBackground: a terminal may say which background it has, and of sixteen colours a warning is no failure.
func TestBackground(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a console has no TERM there")
	}
	const dark, light = "\x1b[92mgood\x1b[m \x1b[93mwarn\x1b[m \x1b[91;1mbad\x1b[m \x1b[2mfaint\x1b[m\n", "\x1b[32mgood\x1b[m \x1b[33mwarn\x1b[m \x1b[31;1mbad\x1b[m \x1b[2mfaint\x1b[m\n"
	for says, want := range map[string]string{"": dark, "15;0": dark, "0;15": light, "0;default;7": light, "12": dark} {
		var b bytes.Buffer
		s := term.NewScreenFor(&b, true, func(name string) string { return map[string]string{"TERM": "xterm", "COLORFGBG": says}[name] })
		s.Println(s.Good("good") + " " + s.Warn("warn") + " " + s.Bad("bad") + " " + s.Faint("faint"))
		assert.Equal(t, want, b.String(), says)
	}
}
