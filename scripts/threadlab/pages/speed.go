package pages

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"threadlab/bench/report"
)

// A speedRow is the best of each figure that a benchmark of the explorer has shown.
type speedRow struct {
	cells []string // the values of its keys: program, rounds, strategy, race
	best  map[string]float64
}

// speedUnits are the columns of the table, in their order.
var speedUnits = [...]string{"steps", "schedules/cpu-s", "schedules/s"}

func (r speedRow) String() string {
	row := "| " + strings.Join(r.cells, " | ")
	for _, unit := range speedUnits {
		row += " | " + thousands(int(r.best[unit]))
	}
	return row + " |"
}

// A speedLine is a raw line about the explorer: the heap during a search, or how many
// schedules a reduction runs in the place of all.
type speedLine struct {
	V       int    `json:"v"`
	Memory  string `json:"memory,omitempty"` // the strategy
	Tenth   int    `json:"tenth_kib,omitempty"`
	End     int    `json:"end_kib,omitempty"`
	Program string `json:"program,omitempty"`
	Plain   int    `json:"plain,omitempty"`
	Reduced int    `json:"reduced,omitempty"`
}

// Speed makes the page on the explorer's speed of the raw lines in a folder.
func Speed(dir string) ([]byte, error) {
	rows, err := readSpeed(filepath.Join(dir, "speed.txt"))
	if err != nil {
		return nil, err
	}
	costs, err := raceCosts(rows)
	if err != nil {
		return nil, err
	}
	data := struct {
		Rows              []speedRow
		Costs             []raceCost
		Dearest           float64
		Memory, Reduction []speedLine
	}{Rows: rows, Costs: costs, Dearest: dearest(costs)}
	lines, err := Lines[speedLine](filepath.Join(dir, "speed.jsonl"))
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l.Memory != "" {
			data.Memory = append(data.Memory, l)
		} else {
			data.Reduction = append(data.Reduction, l)
		}
	}
	best := func(program string, rounds int, race bool) float64 { return fastest(rows, program, rounds, race) }
	return fill("speed.md", data, template.FuncMap{
		"thousands": thousands, "best": best, "kept": kept,
		"atMost": func(promised, measured float64) string { return kept(promised-measured, 0) },
		"rate":   func(program string, rounds int, race bool) string { return thousands(int(best(program, rounds, race))) },
	})
}

// kept says whether a figure is as high as was promised.
func kept(measured float64, promised int) string {
	if measured < float64(promised) {
		return "✗ no"
	}
	return "✓ yes"
}

// readSpeed returns a row for each benchmark, in the order of the file.
func readSpeed(file string) ([]speedRow, error) {
	raw, err := report.ReadOutput(file)
	if err != nil {
		return nil, err
	}
	var rows []speedRow
	for _, name := range raw.Cells {
		row := speedRow{keyValues(name), map[string]float64{}}
		for _, unit := range speedUnits {
			values := raw.Values(name, unit)
			if values == nil {
				return nil, fmt.Errorf("%s: %s has no %s", file, name, unit)
			}
			row.best[unit] = slices.Max(values)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// keyValues returns the values in the name of a benchmark: counter and 1 of Instrumented/program=counter/rounds=1-2.
func keyValues(name string) []string {
	if end := strings.LastIndexByte(name, '-'); end > strings.LastIndexByte(name, '/') {
		name = name[:end] // GOMAXPROCS
	}
	var values []string
	for part := range strings.SplitSeq(name, "/") {
		if _, value, ok := strings.Cut(part, "="); ok {
			values = append(values, value)
		}
	}
	return values
}

// fastest returns the schedules a second of one program at random.
func fastest(rows []speedRow, program string, rounds int, race bool) float64 {
	want := strings.Join([]string{program, strconv.Itoa(rounds), "random", strconv.FormatBool(race)}, "/")
	for _, r := range rows {
		if strings.Join(r.cells, "/") == want {
			return r.best["schedules/s"]
		}
	}
	return 0
}

func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// A raceCost is what the race detector makes of the speed of one program.
type raceCost struct {
	program     []string // its name, rounds and strategy
	plain, race float64  // schedules a second of processor time
}

// times is how many schedules without the detector cost as much as one with it.
func (c raceCost) times() float64 { return c.plain / c.race }

func (c raceCost) String() string {
	return fmt.Sprintf("| %s | %s | %s | %.1f |", strings.Join(c.program, " | "), thousands(int(c.plain)), thousands(int(c.race)), c.times())
}

// raceCosts pairs the rows of a program without and with the detector.
func raceCosts(rows []speedRow) (list []raceCost, err error) {
	for _, r := range rows {
		last := len(r.cells) - 1
		program, rate := r.cells[:last], r.best["schedules/cpu-s"]
		if r.cells[last] == "false" {
			list = append(list, raceCost{program: program, plain: rate})
			continue
		}
		i := slices.IndexFunc(list, func(c raceCost) bool { return slices.Equal(c.program, program) })
		if i < 0 {
			return nil, fmt.Errorf("%v was measured with the race detector only", program)
		}
		list[i].race = rate
	}
	for _, c := range list {
		if c.race == 0 {
			return nil, fmt.Errorf("%v was measured without the race detector only", c.program)
		}
	}
	return list, nil
}

// dearest returns the most that the detector costs any program, in schedules without it.
func dearest(costs []raceCost) (most float64) {
	for _, c := range costs {
		most = max(most, c.times())
	}
	return most
}
