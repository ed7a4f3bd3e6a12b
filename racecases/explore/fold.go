package explore

import (
	"fmt"
	"slices"
)

const (
	maxRound  = 8 // lines of one round of a loop that is folded
	minRounds = 3 // fewer are drawn
)

// fold draws one round of lines that repeat, and how often they do. What deviates is
// never folded.
func fold(lines []Line) []Line {
	var folded []Line
	for len(lines) > 0 {
		length, rounds := loop(lines)
		folded = append(folded, lines[:length]...)
		if rounds > 1 {
			folded = append(folded, Line{Text: fmt.Sprintf("  … %d times", rounds)})
		}
		lines = lines[length*rounds:]
	}
	return folded
}

// loop returns how many lines at the begin of a list make a round, and how many such
// rounds follow each other: a line once, if nothing repeats.
func loop(lines []Line) (length, rounds int) {
	for length := 1; length <= min(maxRound, len(lines)/minRounds); length++ {
		round := lines[:length]
		if slices.ContainsFunc(round, func(l Line) bool { return l.Deviates }) {
			break
		}
		rounds := 1
		for rest := lines[length:]; len(rest) >= length && slices.Equal(rest[:length], round); rest = rest[length:] {
			rounds++
		}
		if rounds >= minRounds {
			return length, rounds
		}
	}
	return 1, 1
}

// shorten leaves out the middle of many lines, but for those that deviate: three quarters
// of the room are for the end, where the failure is.
func (v View) shorten(lines []Line) []Line {
	if v.Lines == 0 || len(lines) <= v.Lines {
		return lines
	}
	first := v.Lines / 4
	last := len(lines) - (v.Lines - first)
	short := slices.Clone(lines[:first])
	left := 0
	tell := func() {
		if left > 0 {
			short = append(short, Line{Text: fmt.Sprintf("  … %d lines", left)})
		}
		left = 0
	}
	for _, line := range lines[first:last] {
		if !line.Deviates {
			left++
			continue
		}
		tell()
		short = append(short, line)
	}
	tell()
	return append(short, lines[last:]...)
}
