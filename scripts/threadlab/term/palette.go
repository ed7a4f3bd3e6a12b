package term

import (
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A palette is how many colours a reader sees.
type palette int

const (
	stripped   palette = iota // no escape sequence at all, as in a file
	monochrome                // weights of letters only
	sixteen
	indexed // 256
	full
)

// paletteOf returns the palette of a terminal, or of a file, by the environment, as
// https://no-color.org and https://bixense.com/clicolors have it: NO_COLOR takes colours only, and
// leaves bold and italic letters, by which a reader without colours finds a heading. It asks neither a database of
// terminals nor tmux, as a library does: those that say nothing of themselves get the fewer
// colours.
func paletteOf(terminal bool, getenv func(string) string) palette {
	isSet := func(name string) bool {
		set, _ := strconv.ParseBool(getenv(name))
		return set
	}
	name := getenv("TERM")
	terminal = (terminal || isSet("TTY_FORCE")) && name != "dumb" && (name != "" || runtime.GOOS == "windows")
	able := ability(name, getenv)
	switch {
	case getenv("NO_COLOR") != "" && terminal:
		return monochrome
	case getenv("NO_COLOR") != "":
		return stripped
	case isSet("CLICOLOR_FORCE"):
		return max(able, sixteen)
	case !terminal:
		return stripped
	}
	return able
}

// ability returns what a terminal of this name can show.
func ability(name string, getenv func(string) string) palette {
	multiplexed := strings.HasPrefix(name, "tmux") || strings.HasPrefix(name, "screen") // which pass on fewer
	switch {
	case slices.Contains([]string{"truecolor", "24bit", "yes", "true"}, strings.ToLower(getenv("COLORTERM"))) && !multiplexed:
		return full
	case strings.HasSuffix(name, "direct"), getenv("WT_SESSION") != "", name == "" && runtime.GOOS == "windows":
		return full
	case slices.ContainsFunc([]string{"alacritty", "contour", "foot", "ghostty", "kitty", "wezterm"}, func(s string) bool { return strings.Contains(name, s) }):
		return full
	case multiplexed, strings.HasSuffix(name, "256color"):
		return indexed
	}
	return sixteen
}

// isLight reports whether a terminal has said that its background is light, by the number of its colour at the end of
// $COLORFGBG, as in 0;15.
func isLight(getenv func(string) string) bool {
	set := getenv("COLORFGBG")
	background := set[strings.LastIndex(set, ";")+1:]
	return background == "7" || background == "15"
}

// A tone is a colour for a light background, and for a dark one. Of sixteen colours the nearest one may be quite another,
// such as red for brown: which it is there is chosen, the dark one for a light background, and its bright sister.
type tone struct {
	light, dark ansi.HexColor
	basic       ansi.BasicColor // of the eight dark ones
}

// style returns the style of a tone. What is stripped later has its colour.
func (s *Screen) style(t tone) ansi.Style {
	c := t.dark
	if s.light {
		c = t.light
	}
	switch s.colours {
	case monochrome:
		return ansi.NewStyle()
	case sixteen:
		if !s.light {
			t.basic += ansi.BrightBlack
		}
		return ansi.NewStyle().ForegroundColor(t.basic)
	case indexed:
		return ansi.NewStyle().ForegroundColor(ansi.Convert256(c))
	}
	return ansi.NewStyle().ForegroundColor(c)
}

// faint is the style of what steps back. No grey of sixteen is seen on every background.
func (s *Screen) faint() ansi.Style {
	if s.colours == sixteen {
		return ansi.NewStyle().Faint()
	}
	return s.style(tone{"#57606a", "#8b949e", ansi.Black})
}
