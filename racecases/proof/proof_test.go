package proof_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// The files of testdata are what go1.26.8 printed for a small program whose
// lines 12, 15, ... are the ones marked here.
func mark(line int, kind corpus.MarkKind, text string) corpus.Mark {
	return corpus.Mark{File: "fixture.go", Line: line, Kind: kind, Text: text}
}

func pair(m corpus.Mark, letter string) corpus.Mark {
	m.Pair = letter
	return m
}

func TestRead(t *testing.T) {
	tests := []struct {
		name   string
		file   string
		hung   bool
		marks  []corpus.Mark
		label  detect.Label
		site   proof.Site
		places []int
	}{
		{
			name: "race by the main goroutine", file: "race-main", label: detect.LabelRace, places: []int{12, 15},
			marks: []corpus.Mark{mark(12, corpus.RaceRead, ""), mark(15, corpus.RaceWrite, "")}, site: proof.Hit,
		},
		{
			name: "the letters agree", file: "race-main", label: detect.LabelRace, places: []int{12, 15},
			marks: []corpus.Mark{pair(mark(12, corpus.RaceRead, ""), "A"), pair(mark(15, corpus.RaceWrite, ""), "A")},
			site:  proof.Hit,
		},
		{
			name: "the letters do not agree", file: "race-main", label: detect.LabelRace, places: []int{12, 15},
			marks: []corpus.Mark{pair(mark(12, corpus.RaceRead, ""), "A"), pair(mark(15, corpus.RaceWrite, ""), "B")},
			site:  proof.WrongSite,
		},
		{
			name: "a read is marked as a write", file: "race-main", label: detect.LabelRace, places: []int{12, 15},
			marks: []corpus.Mark{mark(12, corpus.RaceWrite, ""), mark(15, corpus.RaceWrite, "")}, site: proof.WrongSite,
		},
		{
			name: "one access is on another line", file: "race-main", label: detect.LabelRace, places: []int{12, 15},
			marks: []corpus.Mark{mark(12, corpus.RaceRead, ""), mark(16, corpus.RaceWrite, "")}, site: proof.WrongSite,
		},
		{
			name: "one stack was lost", file: "race-lost-stack", label: detect.LabelRace, places: []int{15},
			marks: []corpus.Mark{mark(12, corpus.RaceRead, ""), mark(15, corpus.RaceWrite, "")}, site: proof.Partial,
		},
		{
			name: "one stack was lost and the other misses", file: "race-lost-stack", label: detect.LabelRace, places: []int{15},
			marks: []corpus.Mark{mark(12, corpus.RaceRead, ""), mark(16, corpus.RaceWrite, "")}, site: proof.WrongSite,
		},
		{
			name: "one stack ends in sync/atomic", file: "race-atomic", label: detect.LabelRace, places: []int{26},
			marks: []corpus.Mark{mark(23, corpus.RaceWrite, ""), mark(26, corpus.RaceWrite, "")}, site: proof.Partial,
		},
		{
			name: "asleep", file: "asleep", label: detect.LabelAsleep, places: []int{33},
			marks: []corpus.Mark{mark(33, corpus.Wait, "sync.Mutex.Lock")}, site: proof.Hit,
		},
		{
			name: "asleep, for another reason than marked", file: "asleep", label: detect.LabelAsleep, places: []int{33},
			marks: []corpus.Mark{mark(33, corpus.Wait, "chan send")}, site: proof.WrongSite,
		},
		{
			name: "fatal", file: "fatal", label: detect.LabelFatal, places: []int{38},
			marks: []corpus.Mark{mark(38, corpus.Fatal, "unlock of unlocked mutex")}, site: proof.Hit,
		},
		{
			name: "fatal, with another message than marked", file: "fatal", label: detect.LabelFatal, places: []int{38},
			marks: []corpus.Mark{mark(38, corpus.Fatal, "concurrent map writes")}, site: proof.WrongSite,
		},
		{
			name: "panic in a child", file: "panic-child", label: detect.LabelPanic, places: []int{47},
			marks: []corpus.Mark{mark(47, corpus.Panic, "send on closed channel")}, site: proof.Hit,
		},
		{
			name: "panic in a deferred call", file: "panic-deferred", label: detect.LabelPanic, places: []int{56},
			marks: []corpus.Mark{mark(56, corpus.Panic, "")}, site: proof.Hit,
		},
		{
			name: "panic on a line that is not marked", file: "panic-child", label: detect.LabelPanic, places: []int{47},
			marks: []corpus.Mark{mark(49, corpus.Panic, "")}, site: proof.WrongSite,
		},
		{
			name: "no goroutine is left", file: "goexit", label: detect.LabelAsleep,
			marks: []corpus.Mark{mark(70, corpus.Fatal, "no goroutines")}, site: proof.Hit,
		},
		{
			name: "no goroutine is left, and none was expected to leave", file: "goexit", label: detect.LabelAsleep,
			marks: []corpus.Mark{mark(33, corpus.Wait, "sync.Mutex.Lock")}, site: proof.WrongSite,
		},
		{
			name: "hang", file: "hang", hung: true, label: detect.LabelHang, places: []int{66, 64},
			marks: []corpus.Mark{mark(66, corpus.Wait, "chan receive")}, site: proof.Hit,
		},
		{
			name: "hang somewhere else", file: "hang", hung: true, label: detect.LabelHang, places: []int{66, 64},
			marks: []corpus.Mark{mark(12, corpus.Wait, "chan receive")}, site: proof.WrongSite,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := proof.Read(printed(t, tt.file, tt.hung), tt.marks)
			require.Len(t, got, 1)
			assert.Equal(t, tt.label, got[0].Label)
			assert.Equal(t, tt.site, got[0].Site)
			var lines []int
			for _, p := range got[0].Places {
				lines = append(lines, p.Frame.Line)
			}
			assert.Equal(t, tt.places, lines)
			if tt.site != proof.WrongSite {
				assert.NotEmpty(t, got[0].Marks)
			}
		})
	}
}

// printed is what a child of the race build would have left.
func printed(t *testing.T, file string, hung bool) trial.Output {
	t.Helper()
	text, err := os.ReadFile("../detect/testdata/" + file + ".txt")
	require.NoError(t, err)
	o := child("lock", detect.RaceBuild)
	o.Text, o.Hung = string(text), hung
	return o
}

// child is what a child of a lesson's case has left before it printed anything.
func child(lesson string, build detect.Build) trial.Output {
	ref := corpus.Ref{Lesson: corpus.Lesson{Slug: lesson}}
	return trial.Output{Output: detect.Output{Build: build, Package: ref.Package()}, Ref: ref}
}

func TestReadLeaks(t *testing.T) {
	text, err := os.ReadFile("../detect/testdata/leak.txt")
	require.NoError(t, err)
	a := child("lock", detect.PlainBuild)
	a.Leaks = string(text)
	tests := []struct {
		name  string
		marks []corpus.Mark
		site  proof.Site
	}{
		{"marked", []corpus.Mark{mark(72, corpus.Wait, "chan send")}, proof.Hit},
		{"not marked", nil, proof.WrongSite},
		{"waits for something else", []corpus.Mark{mark(72, corpus.Wait, "select")}, proof.WrongSite},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := proof.Read(a, tt.marks)
			require.Len(t, got, 1)
			assert.Equal(t, tt.site, got[0].Site)
			assert.Equal(t, 7, got[0].Places[0].Goroutine)
		})
	}
	a.Leaks = ""
	assert.Empty(t, proof.Read(a, nil), "nothing left, nothing found")
}

func TestReadOutcome(t *testing.T) {
	c := corpus.Case{Outcomes: corpus.Exactly("gone")}
	tests := []struct {
		name    string
		outcome string
		done    bool
		want    int
	}{
		{"acceptable", "exact", true, 0},
		{"forbidden", "lost", true, 1},
		{"not in the table", "purple", true, 1},
		{"the half never returned", "", false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := proof.Read(trial.Output{
				Output: detect.Output{Build: detect.PlainBuild}, Ref: corpus.Ref{Case: c},
				Record: corpus.Record{Outcome: tt.outcome}, Done: tt.done,
			}, nil)
			require.Len(t, got, tt.want)
		})
	}
}
