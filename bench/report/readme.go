package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Readme returns the page that leads to everything in a folder of figures: for each suite what its tables and
// pictures show, and what made them. charts are those of each suite; prefix stands in front of the names of files in links, as "bench/".
func Readme(dir, prefix string, all []*Figures, charts [][]Chart) []byte {
	var b bytes.Buffer
	b.WriteString(readmeHead)
	fmt.Fprintf(&b, "## What each suite shows\n\n| suite | what its tables show | pictures | figures |\n|---|---|---|---|\n")
	for i, f := range all {
		fmt.Fprintf(&b, "| [%s](%s%s.md) | %s | %s | %s |\n", f.Suite, prefix, f.Suite, infoOf(f.Suite).tables, pictures(charts[i], prefix), rawLinks(f, prefix))
	}
	fmt.Fprintf(&b, "\nEach suite also has a `.csv` with every figure, and benchstat's own table beside each file of raw output.\n")
	if _, err := os.Stat(filepath.Join(dir, TargetsName)); err == nil {
		fmt.Fprintf(&b, "[What is promised of the speed](%s%s), what was measured, and whether it was kept, is a table of its own.\n", prefix, TargetsName)
	}
	if _, err := os.Stat(filepath.Join(dir, FidelityName)); err == nil {
		fmt.Fprintf(&b, "[How near the model's GIL is to CPython's](%s%s), shape by shape, is another.\n", prefix, FidelityName)
	}
	if prefix != "" {
		b.WriteString(readmeBeside)
	}
	fmt.Fprintf(&b, "\n## What made them\n\n| suite | commit | runtime | machine | date | command |\n|---|---|---|---|---|---|\n")
	for _, f := range all {
		for _, s := range f.Sources {
			c := s.Raw.Config
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | `%s` |\n", f.Suite, c["commit"], s.runtime(), machine(c), c["date"], c["command"])
		}
	}
	b.WriteString(readmeFoot(prefix))
	return b.Bytes()
}

func pictures(charts []Chart, prefix string) string {
	var links []string
	for _, c := range charts {
		links = append(links, fmt.Sprintf("[%s](%s%s)", c.Title, prefix, c.File))
	}
	return strings.Join(links, "; ")
}

func rawLinks(f *Figures, prefix string) string {
	var links []string
	for _, s := range f.Sources {
		name := FileName(f.Suite, s.Name)
		links = append(links, fmt.Sprintf("[`%s%s`](%s%s)", prefix, name, prefix, name))
	}
	return strings.Join(links, "<br>")
}

const readmeHead = `# Results

Figures that were measured, with what made them. Nothing here is edited: a command writes it, and ` + "`go test ./bench`" + ` checks
that every file is whole, and that every table, picture and page follows from the raw output beside it.

    go tool threadlab bench     measure: the raw output
    go tool threadlab results   everything else, from the raw output

A figure is a median with its 95 % interval. "No difference that can be told from noise" is what the Mann-Whitney test says,
or that the control, the same code measured twice in the same run, differed from itself by as much.
` + queueing + `

`

// readmeBeside leads from the folder of all figures to those that no suite has made.
const readmeBeside = `[What of it holds](setups/README.md) with 1, 2 and 4 processors, and beside a busy neighbour, has been measured too.
Beside the suites there is [which detector finds which bug](detectors/README.md), [how surely a slower revision is
found out](compare/README.md), [how fast the explorer is](explore/speed.md), [which of its strategies finds a failure
first](explore/strategies.md), and [faults that it has found in current releases](explore/bugs.md), in the folder of
[all that it was tried on](explore/).
`

func readmeFoot(prefix string) string {
	return `
A ` + "`+dirty`" + ` commit had changes that were not committed; a load above 0.25 means that others were using the machine.
Compare within a run only: everything in it was measured in turns, round by round, so what disturbed one implementation
disturbed its peers. What the figures mean is in ` + "`go doc ./bench`" + `. The raw output is Go's benchmark format:

    go tool benchstat -col /impl results/` + prefix + `lock.txt
`
}
