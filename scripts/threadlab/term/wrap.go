package term

import (
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks text so that it fits the page after an indent on each line.
func (s *Screen) Wrap(text, indent string) string {
	return indent + strings.ReplaceAll(Fold(text, s.width-len(indent)), "\n", "\n"+indent)
}

var flagWord = regexp.MustCompile(`(^|[ (])-[\w-]+`)

// Fold breaks text into lines of at most so many columns: a flag of a command stays whole.
func Fold(text string, width int) string {
	const whole = "\u2011" // a hyphen at which no line is broken
	text = flagWord.ReplaceAllStringFunc(text, func(f string) string { return strings.ReplaceAll(f, "-", whole) })
	return strings.ReplaceAll(ansi.Wrap(text, width, ""), whole, "-")
}
