package matrix

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/campaign"
)

// sessionTable shows when what was measured, and by which command.
func sessionTable(groups ...[]campaign.Session) string {
	var b strings.Builder
	b.WriteString("| begun | commit | Go | CPUs | kernel | load before | command |\n|---|---|---|---|---|---|---|\n")
	for _, row := range sessionRows(slices.Concat(groups...)) {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	return b.String()
}

// sessionRows lists when what was measured and by which command. A command that was
// interrupted and typed again has one row.
func sessionRows(all []campaign.Session) [][]string {
	type origin struct{ command, commit, goVersion, kernel string }
	var order []origin
	goes := map[origin][]campaign.Session{}
	for _, s := range all {
		o := origin{s.Command, s.Commit, s.Go, s.Kernel}
		if goes[o] == nil {
			order = append(order, o)
		}
		goes[o] = append(goes[o], s)
	}
	var rows [][]string
	for _, o := range order {
		first, last := goes[o][0], goes[o][len(goes[o])-1]
		begun, load := first.Date, first.Load
		if n := len(goes[o]); n > 1 {
			begun += fmt.Sprintf(" to %s, in %d goes", last.Date, n)
			load += " to " + last.Load
		}
		rows = append(rows, []string{begun, o.commit, o.goVersion, fmt.Sprint(first.CPUs), o.kernel, load, "`" + shortCommand(o.command) + "`"})
	}
	return rows
}

// namedCases are many -case flags in a row.
var namedCases = regexp.MustCompile(`(-case \S+ ?){4,}`)

// shortCommand leaves out the names of many cases; the raw line has them all.
func shortCommand(command string) string {
	short := namedCases.ReplaceAllStringFunc(command, func(flags string) string {
		return fmt.Sprintf("-case ... (%d cases) ", strings.Count(flags, "-case "))
	})
	return strings.TrimRight(short, " ")
}
