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

// style returns the style of a colour, or of the nearest that there is. What is stripped later
// has its colour.
func (p palette) style(c ansi.HexColor) ansi.Style {
	switch p {
	case monochrome:
		return ansi.NewStyle()
	case sixteen:
		return ansi.NewStyle().ForegroundColor(ansi.Convert16(c))
	case indexed:
		return ansi.NewStyle().ForegroundColor(ansi.Convert256(c))
	}
	return ansi.NewStyle().ForegroundColor(c)
}
