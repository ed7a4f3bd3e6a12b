package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

const tutorial = "racecases/explore/README.md"

// TestTutorial holds the tutorial on the explorer against the cache in testdata and
// what the command prints about it; -update rewrites it.
func TestTutorial(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it builds two instrumented tests")
	}
	if err := gocmd.CheckRace(t.Context()); err != nil {
		t.Skip("the transcripts are of the race build:", err)
	}
	t.Chdir("../..")
	const cache = "scripts/threadlab/testdata/cache"
	broken, err := os.ReadFile(cache + "/cache.go")
	require.NoError(t, err)
	repaired, err := os.ReadFile(cache + "/repaired/cache.go")
	require.NoError(t, err)
	test, err := os.ReadFile(cache + "/cache_test.go")
	require.NoError(t, err)
	parts := map[string]string{
		"cache":     "```go\n" + function(t, broken, "func (c *Cache) Get") + "\n" + function(t, broken, "func (c *Cache) Forget") + "```",
		"test":      "```go\n" + function(t, test, "func TestForget") + "```",
		"found":     explored(t, 1, "./"+cache),
		"repair":    "```diff\n" + udiff.Unified("cache.go", "repaired/cache.go", string(broken), string(repaired)) + "```",
		"exhausted": explored(t, 0, "./"+cache+"/repaired"),
	}
	old, err := os.ReadFile(tutorial)
	require.NoError(t, err)
	text := string(old)
	if *update {
		for name, body := range parts {
			text = replacePart(t, text, name, body)
		}
		require.NoError(t, os.WriteFile(tutorial, []byte(text), 0o644))
	}
	took := regexp.MustCompile(`[0-9,]+ schedules \([0-9.]+m?s\)`)
	for name, body := range parts {
		assert.Equal(t, took.ReplaceAllString(body, "N"), took.ReplaceAllString(part(t, text, name), "N"), "go test ./scripts/threadlab -run TestTutorial -update")
	}
}

// function returns the text of a function with its comment.
func function(t *testing.T, source []byte, head string) string {
	t.Helper()
	at := bytes.Index(source, []byte("\n"+head))
	require.Positive(t, at, head)
	comment := bytes.LastIndex(source[:at], []byte("\n\n")) + 2
	body, _, found := strings.Cut(string(source[comment:]), "\n}\n")
	require.True(t, found)
	return body + "\n}\n"
}

// explored returns what the command prints when it explores the test of a package.
func explored(t *testing.T, status int, folder string) string {
	t.Helper()
	var out, errs bytes.Buffer
	got := run(t.Context(), []string{"threadlab", "explore", folder, "-run", "TestForget"}, strings.NewReader(""), &out, &errs)
	require.Equal(t, status, got, "%s%s", out.String(), errs.String())
	return "```text\n$ go tool threadlab explore " + folder + " -run TestForget\n" + strings.TrimRight(out.String(), "\n") + "\n```"
}
