package proof_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
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
		build              detect.Build
		unfinished         bool
		marks              []corpus.Mark
		label              detect.Label
		site               proof.Site
	}{
		{"bubble, all blocked", "bubble-blocked", "event", detect.SynctestBuild, false, at(clear, 16, corpus.Wait, "sync.Cond.Wait"), detect.LabelSynctest, proof.Hit},
		{"bubble, blocked elsewhere", "bubble-blocked", "event", detect.SynctestBuild, false, at(clear, 17, corpus.Wait, "sync.Cond.Wait"), detect.LabelSynctest, proof.WrongSite},
		{"bubble, left behind", "bubble-left", "timer", detect.SynctestBuild, false, at(late, 16, corpus.Wait, "chan send"), detect.LabelSynctest, proof.Hit},
		{"bubble, waits for something else", "bubble-left", "timer", detect.SynctestBuild, false, at(late, 16, corpus.Wait, "select"), detect.LabelSynctest, proof.WrongSite},
		{"leak of a half that returned", "leakprofile-returned", "timer", detect.LeakProfileBuild, false, at(late, 16, corpus.Wait, "chan send"), detect.LabelLeakProfile, proof.Hit},
		{"leak that is not marked", "leakprofile-returned", "timer", detect.LeakProfileBuild, false, nil, detect.LabelLeakProfile, proof.WrongSite},
		{"leaks of a half that stands still", "leakprofile-stuck", "lock", detect.LeakProfileBuild, true, at(abba, 19, corpus.Wait, mutex), detect.LabelLeakProfile, proof.Hit},
		{"one more leak than marked, of a half that returned", "leakprofile-stuck", "lock", detect.LeakProfileBuild, false, at(abba, 19, corpus.Wait, mutex), detect.LabelLeakProfile, proof.WrongSite},
		{"lock order", "godeadlock-order", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 12, corpus.Wait, mutex), detect.LabelLockOrder, proof.Hit},
		{"lock order, as printed one line too early", "godeadlock-order", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 13, corpus.Wait, mutex), detect.LabelLockOrder, proof.Hit},
		{"lock order, other lines", "godeadlock-order", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 14, corpus.Wait, mutex), detect.LabelLockOrder, proof.WrongSite},
		{"lock order, Lock not inlined", "godeadlock-outlined", "lock", detect.GoDeadlockBuild, false, at(abba, 19, corpus.Wait, mutex), detect.LabelLockOrder, proof.Hit},
		{"lock order, Lock not inlined, other lines", "godeadlock-outlined", "lock", detect.GoDeadlockBuild, false, at(abba, 25, corpus.Wait, mutex), detect.LabelLockOrder, proof.WrongSite},
		{"recursive", "godeadlock-recursive", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 23, corpus.Wait, mutex), detect.LabelRecursive, proof.Hit},
		{"recursive, marked as a wait for a channel", "godeadlock-recursive", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 23, corpus.Wait, "chan send"), detect.LabelRecursive, proof.WrongSite},
		{"a long wait", "godeadlock-wait", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 30, corpus.Wait, mutex), detect.LabelLockWait, proof.Hit},
		{"a long wait, marked where nothing is locked", "godeadlock-wait", "lock", detect.GoDeadlockBuild, false, at("fixture.go", 32, corpus.Wait, mutex), detect.LabelLockWait, proof.WrongSite},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := said(t, tt.file, tt.lesson, tt.build, tt.unfinished)
			a.Ref.Lesson.Source = locksAt(tt.marks)
			got := proof.Read(a, tt.marks)
			require.Len(t, got, 1, "and no other detector takes it for its own")
			assert.Equal(t, tt.label, got[0].Label)
			assert.Equal(t, tt.site, got[0].Site)
			assert.NotEmpty(t, got[0].Places)
			if tt.site == proof.Hit {
				assert.NotEmpty(t, got[0].Marks)
			}
		})
	}
}

// locksAt is the source of a lesson that calls Lock on each marked line, and nowhere else.
func locksAt(marks []corpus.Mark) fstest.MapFS {
	files := fstest.MapFS{}
	for _, m := range marks {
		text := strings.Repeat("\n", m.Line-1) + "mu.Lock()\n"
		files[m.File] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// said is the output of a child of that build.
func said(t *testing.T, file, lesson string, build detect.Build, unfinished bool) trial.Output {
	t.Helper()
	text, err := os.ReadFile("../detect/testdata/" + file + ".txt")
	require.NoError(t, err)
	a := child(lesson, build)
	if build != detect.LeakProfileBuild {
		a.Text = string(text)
		return a
	}
	a.Profile = string(text)
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
		build detect.Build
		slug  string
		marks []corpus.Mark
		want  map[detect.Label]proof.Site
	}{
		{"vet", detect.VetBuild, "fixture", at("fixture.go", 10, corpus.VetFinding, "copylocks"), map[detect.Label]proof.Site{
			"vet copylocks": proof.Hit, "vet waitgroup": proof.WrongSite,
		}},
		{"another analyzer is marked", detect.VetBuild, "fixture", at("fixture.go", 10, corpus.VetFinding, "lostcancel"), map[detect.Label]proof.Site{
			"vet copylocks": proof.WrongSite, "vet waitgroup": proof.WrongSite,
		}},
		{"vet on another file", detect.VetBuild, "other", nil, map[detect.Label]proof.Site{}},
		{"staticcheck", detect.StaticcheckBuild, "fixture", at("fixture.go", 18, corpus.StaticcheckFinding, "SA2001"), map[detect.Label]proof.Site{
			"staticcheck SA2001": proof.Hit, "staticcheck SA2000": proof.WrongSite,
		}},
		{"a mark for the other linter", detect.StaticcheckBuild, "fixture", at("fixture.go", 18, corpus.VetFinding, "SA2001"), map[detect.Label]proof.Site{
			"staticcheck SA2001": proof.WrongSite, "staticcheck SA2000": proof.WrongSite,
		}},
		{"staticcheck on another file", detect.StaticcheckBuild, "other", nil, map[detect.Label]proof.Site{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := said(t, string(tt.build), "lock", tt.build, false)
			a.Half, a.Ref.Case.Slug = corpus.Correct, tt.slug
			got := map[detect.Label]proof.Site{}
			for _, f := range proof.Read(a, tt.marks) {
				got[f.Label] = f.Site
				assert.Contains(t, f.Text, "racecases/lessons/lock/fixture.go:")
			}
			assert.Equal(t, tt.want, got)
		})
	}
}
