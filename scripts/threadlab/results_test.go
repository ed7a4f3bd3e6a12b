package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
	"threadlab/scripts/threadlab/pages"
)

// TestPages: the pages of results/explore and results/compare follow from the raw lines
// beside them. The other pages are held where they are made.
func TestPages(t *testing.T) {
	const explored, compared = "../../results/explore", "../../results/compare"
	for _, page := range []struct {
		name string
		make func() ([]byte, error)
	}{
		{explored + "/README.md", func() ([]byte, error) { return pages.Explore(explored) }},
		{explored + "/strategies.md", func() ([]byte, error) { return pages.Strategies(explored) }},
		{explored + "/speed.md", func() ([]byte, error) { return pages.Speed(explored) }},
		{explored + "/bugs.md", func() ([]byte, error) { return pages.Bugs(explored) }},
		{explored + "/corpus.md", func() ([]byte, error) {
			counts, err := matrix.ReadScheduleCounts(explored + "/" + scheduleLines)
			return []byte(matrix.SchedulesPage(corpus.Refs(lessons.All()), counts)), err
		}},
		{compared + "/README.md", func() ([]byte, error) { return pages.Compare(compared) }},
	} {
		t.Run(page.name, func(t *testing.T) {
			made, err := page.make()
			require.NoError(t, err)
			kept, err := os.ReadFile(page.name)
			require.NoError(t, err)
			assert.Equal(t, string(made), string(kept), "go tool threadlab results")
		})
	}
}

// TestDamagedRawLines: a raw line that cannot be read is named, and no page is made.
func TestDamagedRawLines(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, scheduleLines)
	require.NoError(t, os.WriteFile(file, []byte(`{"v":1,"case":"lock/abba","delays":2,"schedules":1}`+"\n{\n"), 0o644))
	_, err := matrix.ReadScheduleCounts(file)
	assert.EqualError(t, err, file+":2: no count of schedules of version 1")
	require.Error(t, matrix.AddScheduleCounts(file, matrix.ScheduleCount{V: 1, Case: "lock/abba", Delays: 3}))
	for _, name := range []string{"planted.jsonl", "aa.jsonl"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("{\n"), 0o644))
	}
	_, err = pages.Compare(dir)
	assert.ErrorContains(t, err, filepath.Join(dir, "planted.jsonl"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "speed.txt"), []byte("BenchmarkInstrumented/program=counter 1 2 ns/op\n"), 0o644))
	_, err = pages.Speed(dir)
	assert.ErrorContains(t, err, "has no steps")
	bug := filepath.Join(dir, "bugs", "some-bug")
	require.NoError(t, os.MkdirAll(bug, 0o755))
	for name, text := range map[string]string{"report.md": "# a module: a fault\n", "explore.txt": "✗ bug\n", "native.txt": "ok\n"} {
		require.NoError(t, os.WriteFile(filepath.Join(bug, name), []byte(text), 0o644))
	}
	_, err = pages.Bugs(dir)
	assert.ErrorContains(t, err, filepath.Join(bug, "native.txt")+": want one of")
}

// TestScheduleCounts: what is counted anew takes the place of what was, and the rest stays.
func TestScheduleCounts(t *testing.T) {
	file := filepath.Join(t.TempDir(), scheduleLines)
	first := matrix.ScheduleCount{V: 1, Case: "lock/abba", Delays: 3, More: true}
	other := matrix.ScheduleCount{V: 1, Case: "gil/disjoint", Delays: 3, Schedules: 7}
	require.NoError(t, matrix.AddScheduleCounts(file, first, other))
	now := matrix.ScheduleCount{V: 1, Case: "lock/abba", Delays: 3, Schedules: 12}
	require.NoError(t, matrix.AddScheduleCounts(file, now))
	got, err := matrix.ReadScheduleCounts(file)
	require.NoError(t, err)
	assert.Equal(t, []matrix.ScheduleCount{other, now}, got)
}
