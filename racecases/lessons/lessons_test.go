package lessons_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

// TestAllListsEveryFolder: a lesson whose folder is not listed would teach nobody.
func TestAllListsEveryFolder(t *testing.T) {
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	var folders, slugs []string
	for _, e := range entries {
		if e.IsDir() {
			folders = append(folders, e.Name())
		}
	}
	last := 0
	for _, l := range lessons.All() {
		slugs = append(slugs, l.Slug)
		assert.Greater(t, l.Number, last, "%s is out of order", l.Slug)
		last = l.Number
		assert.NotEmpty(t, l.Title, l.Slug)
		assert.NotEmpty(t, l.Story, l.Slug)
		assert.NotEmpty(t, l.Cases, l.Slug)
	}
	slices.Sort(slugs)
	assert.Equal(t, folders, slugs)
}

// TestEveryFileIsOfACase: the lesson lists the case of each program and of each
// SLUG_case.go in its folder, and the names of the three files follow from the slug. A case
// that needs an operating system has a file for the others too, SLUG_other.go.
func TestEveryFileIsOfACase(t *testing.T) {
	for _, l := range lessons.All() {
		assert.Empty(t, strangers(t, l), l.Slug)
	}
	planted := lessons.All()[0]
	planted.Cases = planted.Cases[1:]
	assert.Len(t, strangers(t, planted), 3, "the files of a case that is not listed")
}

// strangers returns the files of a lesson that belong to no case, or to one that they
// are not named after.
func strangers(t *testing.T, l corpus.Lesson) []string {
	t.Helper()
	owned := map[string]bool{}
	for _, ref := range corpus.Refs([]corpus.Lesson{l}) {
		owned[ref.Case.CaseFile()] = true
		for _, half := range ref.Halves() {
			owned[ref.Case.File(half)] = true
		}
	}
	files, err := fs.Glob(l.Source, "*.go")
	require.NoError(t, err)
	for file := range owned {
		assert.Contains(t, files, file, l.Slug)
	}
	return slices.DeleteFunc(files, func(file string) bool {
		text, err := fs.ReadFile(l.Source, file)
		require.NoError(t, err)
		program := strings.Contains(string(text), "*corpus.Run) string")
		needy, other := strings.CutSuffix(file, "_other.go")
		return owned[file] || other && owned[needy+".go"] || !program && !strings.HasSuffix(file, "_case.go")
	})
}

// TestFunctions: the halves of a case hold the function that its slug names, and its
// third file is that function's case.
func TestFunctions(t *testing.T) {
	for _, ref := range corpus.Refs(lessons.All()) {
		name := declares(t, ref, ref.Case.CaseFile(), `(\w+)Case\(\) corpus\.Case`)
		assert.True(t, strings.EqualFold(name, strings.ReplaceAll(ref.Case.Slug, "-", "")), "%s: %sCase", ref.Name(), name)
		for _, half := range ref.Halves() {
			assert.Equal(t, name, declares(t, ref, ref.Case.File(half), `(\w+)\((?:\w+ )?\*corpus\.Run\) string`), "%s %s", ref.Name(), half)
		}
	}
	planted := corpus.Refs(lessons.All())[0]
	assert.Empty(t, declares(t, planted, planted.Case.CaseFile(), `(other)Case\(\) corpus\.Case`))
}

// declares returns the name of the function of this form that a file declares.
func declares(t *testing.T, ref corpus.Ref, file, form string) string {
	t.Helper()
	text, err := ref.Source(file)
	require.NoError(t, err)
	if found := regexp.MustCompile(`(?m)^func ` + form).FindSubmatch(text); found != nil {
		return string(found[1])
	}
	return ""
}

// TestEveryWitnessIsOfACase: a line of a case that is gone would prove nothing.
func TestEveryWitnessIsOfACase(t *testing.T) {
	for _, l := range lessons.All() {
		witnesses, err := l.Witnesses()
		require.NoError(t, err)
		for slug := range witnesses {
			ref, err := lessons.Find(l.Slug + "/" + slug)
			require.NoError(t, err)
			assert.False(t, ref.Case.Negative, ref.Name())
		}
	}
}

// TestEveryKindIsOfACase: a line of a case that is gone would be counted.
func TestEveryKindIsOfACase(t *testing.T) {
	for _, l := range lessons.All() {
		kinds, err := l.Kinds()
		require.NoError(t, err)
		for slug := range kinds {
			_, err := lessons.Find(l.Slug + "/" + slug)
			require.NoError(t, err)
		}
	}
}

func TestFind(t *testing.T) {
	tests := []struct{ name, nearest string }{
		{"lock/lost-updat", "lock/lost-update"},
		{"lost-update", "lock/lost-update"},
		{"lok/abba", "lock/abba"},
		{"abba", "lock/abba"},
		{"condition/lost-update", "lock/lost-update"},
		{"lost", "lock/lost-update, lock/lost-update-go, daemon/lost-writes-at-exit or idiom/lost-cancel"},
		{"semaphore/bounded", "semaphore/bounded-over-release"},
		{"writes-at", "daemon/lost-writes-at-exit"},
		{"rlock", "rlock/self-deadlock, rlock/foreign-release, rlock/locked-suffix, rlock/callback-reentry or another"},
	}
	for _, tt := range tests {
		_, err := lessons.Find(tt.name)
		assert.ErrorContains(t, err, "did you mean "+tt.nearest+"?")
	}
	for name, want := range map[string]string{
		"nope":      "want LESSON/CASE, of the lessons thread lock ",
		"":          "want LESSON/CASE, of the lessons thread lock ",
		"/":         "want LESSON/CASE, of the lessons thread lock ",
		"lock/nope": "there is no such case in this lesson (threadlab list -lesson lock names those of lock)",
		"lock/":     "there is no such case in this lesson (threadlab list -lesson lock names those of lock)",
		"rlock":     "or another? (threadlab list -lesson rlock names those of rlock)",
	} {
		_, err := lessons.Find(name)
		assert.ErrorContains(t, err, want)
	}
	ref, err := lessons.Find("lock/lost-update")
	require.NoError(t, err)
	assert.Equal(t, "lock/lost-update", ref.Name())
}
