package detect_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

func at(file string, line int, kind corpus.MarkKind, text string) []corpus.Mark {
	return []corpus.Mark{{File: file, Line: line, Kind: kind, Text: text}}
}

// TestReadBuilds gives every detector with a build of its own what it is there
// for, as the tools printed it, once with the right mark and once with another.
func TestReadBuilds(t *testing.T) {
	const mutex = "sync.Mutex.Lock"
	late, clear, abba := "timeout_abandons_sender_broken.go", "clear_too_early_broken.go", "abba_broken.go"
	tests := []struct {
		name, file, lesson string
		build              corpus.Build
		unfinished         bool
		marks              []corpus.Mark
		label              detect.Label
		site               detect.Site
	}{
		{"bubble, all blocked", "bubble-blocked", "event", corpus.Bubble, false, at(clear, 16, corpus.Wait, "sync.Cond.Wait"), detect.LabelSynctest, detect.Hit},
		{"bubble, blocked elsewhere", "bubble-blocked", "event", corpus.Bubble, false, at(clear, 17, corpus.Wait, "sync.Cond.Wait"), detect.LabelSynctest, detect.WrongSite},
		{"bubble, left behind", "bubble-left", "timer", corpus.Bubble, false, at(late, 16, corpus.Wait, "chan send"), detect.LabelSynctest, detect.Hit},
		{"bubble, waits for something else", "bubble-left", "timer", corpus.Bubble, false, at(late, 16, corpus.Wait, "select"), detect.LabelSynctest, detect.WrongSite},
		{"leak of a half that returned", "leakprofile-returned", "timer", corpus.LeakProfiled, false, at(late, 16, corpus.Wait, "chan send"), detect.LabelLeakProfile, detect.Hit},
		{"leak that nobody marked", "leakprofile-returned", "timer", corpus.LeakProfiled, false, nil, detect.LabelLeakProfile, detect.WrongSite},
		{"leaks of a half that stands still", "leakprofile-stuck", "lock", corpus.LeakProfiled, true, at(abba, 19, corpus.Wait, mutex), detect.LabelLeakProfile, detect.Hit},
		{"one more leak than marked, of a half that returned", "leakprofile-stuck", "lock", corpus.LeakProfiled, false, at(abba, 19, corpus.Wait, mutex), detect.LabelLeakProfile, detect.WrongSite},
		{"lock order", "godeadlock-order", "lock", corpus.Watched, false, at("fixture.go", 12, corpus.Wait, mutex), detect.LabelLockOrder, detect.Hit},
		{"lock order, as printed one line too early", "godeadlock-order", "lock", corpus.Watched, false, at("fixture.go", 13, corpus.Wait, mutex), detect.LabelLockOrder, detect.Hit},
		{"lock order, other lines", "godeadlock-order", "lock", corpus.Watched, false, at("fixture.go", 14, corpus.Wait, mutex), detect.LabelLockOrder, detect.WrongSite},
		{"lock order, Lock not inlined", "godeadlock-outlined", "lock", corpus.Watched, false, at(abba, 19, corpus.Wait, mutex), detect.LabelLockOrder, detect.Hit},
		{"lock order, Lock not inlined, other lines", "godeadlock-outlined", "lock", corpus.Watched, false, at(abba, 25, corpus.Wait, mutex), detect.LabelLockOrder, detect.WrongSite},
		{"recursive", "godeadlock-recursive", "lock", corpus.Watched, false, at("fixture.go", 23, corpus.Wait, mutex), detect.LabelRecursive, detect.Hit},
		{"recursive, where somebody waits for a channel", "godeadlock-recursive", "lock", corpus.Watched, false, at("fixture.go", 23, corpus.Wait, "chan send"), detect.LabelRecursive, detect.WrongSite},
		{"a long wait", "godeadlock-wait", "lock", corpus.Watched, false, at("fixture.go", 30, corpus.Wait, mutex), detect.LabelLockWait, detect.Hit},
		{"a long wait, marked where nobody locks", "godeadlock-wait", "lock", corpus.Watched, false, at("fixture.go", 32, corpus.Wait, mutex), detect.LabelLockWait, detect.WrongSite},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := detect.Read(said(t, tt.file, tt.lesson, tt.build, tt.unfinished), tt.marks)
			require.Len(t, got, 1, "and no other detector takes it for its own")
			assert.Equal(t, tt.label, got[0].Label)
			assert.Equal(t, tt.site, got[0].Site)
			assert.NotEmpty(t, got[0].Places)
			if tt.site == detect.Hit {
				assert.NotEmpty(t, got[0].Marks)
			}
		})
	}
}

// said is the answer of a child of that build.
func said(t *testing.T, file, lesson string, build corpus.Build, unfinished bool) trial.Answer {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file + ".txt")
	require.NoError(t, err)
	a := trial.Answer{Spec: trial.Spec{Ref: corpus.Ref{Lesson: corpus.Lesson{Slug: lesson}}, Build: build}}
	if build != corpus.LeakProfiled {
		a.Output = string(text)
		return a
	}
	a.Record.Profile = string(text)
	if unfinished {
		a.Done, a.Record.Outcome = true, corpus.Unfinished
	}
	return a
}

// TestReadLinters: of what a linter says about a whole tree a case gets the lines
// of its own file, each check by its name.
func TestReadLinters(t *testing.T) {
	tests := []struct {
		name  string
		build corpus.Build
		slug  string
		marks []corpus.Mark
		want  map[detect.Label]detect.Site
	}{
		{"vet", corpus.Vetted, "fixture", at("fixture.go", 10, corpus.VetFinding, "copylocks"), map[detect.Label]detect.Site{
			"vet copylocks": detect.Hit, "vet waitgroup": detect.WrongSite,
		}},
		{"another analyzer is marked", corpus.Vetted, "fixture", at("fixture.go", 10, corpus.VetFinding, "lostcancel"), map[detect.Label]detect.Site{
			"vet copylocks": detect.WrongSite, "vet waitgroup": detect.WrongSite,
		}},
		{"vet on another file", corpus.Vetted, "other", nil, map[detect.Label]detect.Site{}},
		{"staticcheck", corpus.Linted, "fixture", at("fixture.go", 18, corpus.StaticcheckFinding, "SA2001"), map[detect.Label]detect.Site{
			"staticcheck SA2001": detect.Hit, "staticcheck SA2000": detect.WrongSite,
		}},
		{"a mark for the other linter", corpus.Linted, "fixture", at("fixture.go", 18, corpus.VetFinding, "SA2001"), map[detect.Label]detect.Site{
			"staticcheck SA2001": detect.WrongSite, "staticcheck SA2000": detect.WrongSite,
		}},
		{"staticcheck on another file", corpus.Linted, "other", nil, map[detect.Label]detect.Site{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := said(t, string(tt.build), "lock", tt.build, false)
			a.Spec.Half, a.Spec.Ref.Case.Slug = corpus.Correct, tt.slug
			got := map[detect.Label]detect.Site{}
			for _, f := range detect.Read(a, tt.marks) {
				got[f.Label] = f.Site
				assert.Contains(t, f.Text, "racecases/lessons/lock/fixture.go:")
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

// TestEveryDetectorIsAnswered: a name without a reader would be silent for ever.
func TestEveryDetectorIsAnswered(t *testing.T) {
	var names []corpus.Detector
	for _, d := range detect.All() {
		names = append(names, d.Name)
		assert.True(t, d.Looks(d.Name.Build()), "%s cannot look in its own build", d.Name)
	}
	assert.Equal(t, corpus.Detectors(), names)
}
