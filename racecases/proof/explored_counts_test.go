package proof_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
)

var update = flag.Bool("update", false, "with -whole, write what TestThreeDelays counted to "+counts)

// counts is the page that says how many schedules the correct halves have.
const counts = "../../results/explore/corpus.md"

const countsHead = `# The schedules of the corpus

Every correct half and every case without a bug, under every schedule with up to two delays and, where that fits into half a
minute, up to three: no schedule fails. Made by

    go test ./racecases/proof -run TestThreeDelays -timeout 0 -whole -update

A count is the same on every machine, and TestCorpus holds those of the first column; how many fit into the time is not: here, on
one processor of two, %d of %d.

| case | 2 delays | 3 delays |
|---|--:|--:|
`

// TestThreeDelays explores, with -whole, what must not fail one level deeper.
func TestThreeDelays(t *testing.T) {
	if !*whole {
		t.Skip("needs -whole: up to half a minute for each case")
	}
	const limit = 30 * time.Second
	program := build(t, corpus.Correct, explore.BuildMode{})
	rows, all, fit := "", 0, 0
	for _, ref := range corpus.Refs(lessons.All()) {
		if ref.Case.Explorer.NotModelled != "" {
			continue
		}
		all++
		two, three := "", ""
		for delays, cell := range map[int]*string{2: &two, 3: &three} {
			r, err := program.Explore(t.Context(), ref.Name(), explore.Options{Delays: delays, Time: limit})
			require.NoError(t, err)
			assert.NotEqual(t, scheduler.Fails, r.Verdict, "%s: %v", ref.Name(), r.Failure)
			if *cell = "more"; r.Verdict == scheduler.Exhausted {
				*cell = strconv.Itoa(r.Schedules)
			}
		}
		if three != "more" {
			fit++
		}
		rows += fmt.Sprintf("| %s | %s | %s |\n", ref.Name(), two, three)
		t.Logf("%s: %s, %s", ref.Name(), two, three)
	}
	if *update {
		require.NoError(t, os.WriteFile(counts, []byte(fmt.Sprintf(countsHead, fit, all)+rows), 0o644))
	}
}

// readCounts returns the schedules with two delays that the page has.
func readCounts(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile(counts)
	require.NoError(t, err)
	of := map[string]int{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, " | "); len(cells) == 3 {
			of[strings.TrimPrefix(cells[0], "| ")], _ = strconv.Atoi(cells[1])
		}
	}
	return of
}
