package matrix

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
)

// A ScheduleCount says how many schedules with up to some delays a correct half has.
type ScheduleCount struct {
	V         int    `json:"v"`
	Case      string `json:"case"`
	Delays    int    `json:"delays"`
	Schedules int    `json:"schedules"`         // all of them, none of which fails
	More      bool   `json:"more,omitempty"`    // they did not fit into the time
	Partial   bool   `json:"partial,omitempty"` // some draw has values that were not tried
	Processor int64  `json:"processor_ms,omitempty"`
}

// AnyDelays stands for schedules with any number of delays: one of each class, which
// prove that no execution fails or has a data race.
const AnyDelays = -1

// ScheduleLimit is how long the schedules of one half are counted.
const ScheduleLimit = 30 * time.Second

// ReadScheduleCounts reads a file of counts, a line of JSON each.
func ReadScheduleCounts(file string) ([]ScheduleCount, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var counts []ScheduleCount
	for line := range bytes.Lines(text) {
		var c ScheduleCount
		if err := json.Unmarshal(line, &c); err != nil || c.V != 1 {
			return nil, fmt.Errorf("%s:%d: no count of schedules of version 1", file, len(counts)+1)
		}
		counts = append(counts, c)
	}
	return counts, nil
}

// AddScheduleCounts writes counts into a file, in the place of those that it had of the
// same cases and delays. The others stay.
func AddScheduleCounts(file string, counts ...ScheduleCount) error {
	had, err := ReadScheduleCounts(file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for _, c := range counts {
		had = slices.DeleteFunc(had, func(old ScheduleCount) bool { return old.Case == c.Case && old.Delays == c.Delays })
	}
	had = append(had, counts...)
	slices.SortFunc(had, func(a, b ScheduleCount) int {
		return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Delays, b.Delays))
	})
	var text []byte
	for _, c := range had {
		line, err := json.Marshal(c)
		if err != nil {
			return err
		}
		text = append(append(text, line...), '\n')
	}
	return atomicfile.Write(file, text)
}

const unfit = "more"

// SchedulesPage makes a page of the counts of some cases, in their order.
func SchedulesPage(refs []corpus.Ref, counts []ScheduleCount) string {
	cells, took := map[string]map[int]string{}, map[string]string{}
	for _, c := range counts {
		if cells[c.Case] == nil {
			cells[c.Case] = map[int]string{}
		}
		cells[c.Case][c.Delays] = strconv.Itoa(c.Schedules)
		switch {
		case c.More:
			cells[c.Case][c.Delays] = unfit
		case c.Delays == AnyDelays && c.Partial:
			cells[c.Case][c.Delays] += " of some values"
		case c.Delays == AnyDelays:
			took[c.Case] = fmt.Sprintf("%.2f", float64(c.Processor)/1000)
		}
	}
	page := struct {
		Rows             []string
		Fit, Proven, All int
		Unfit            string
	}{All: len(refs), Unfit: unfit}
	for _, ref := range refs {
		row, counted := cells[ref.Name()]
		if !counted {
			continue
		}
		if row[3] != unfit {
			page.Fit++
		}
		if took[ref.Name()] != "" {
			page.Proven++
		}
		page.Rows = append(page.Rows, strings.Join([]string{ref.Name(), row[2], row[3], row[AnyDelays], took[ref.Name()]}, " | "))
	}
	return fill("schedules.md", page, nil)
}
