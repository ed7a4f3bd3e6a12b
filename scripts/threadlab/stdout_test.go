package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestResultsThatCannotBeWritten: a full disk is not a green run.
func TestResultsThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full:", err)
	}
	defer full.Close()
	for _, args := range [][]string{
		{"list"}, {"list", "-json"}, {"help"}, {"detect", "-help"}, {"version"}, {"verify", "-json", "-case", "lock/unlock-unlocked"},
		{"show", "lock/unlock-unlocked"}, {"detect", "-build", "vet", "-run", "TestForget", "./testdata/cache"},
	} {
		var errs bytes.Buffer
		assert.Equal(t, exitBadInput, run(t.Context(), append([]string{"threadlab"}, args...), nil, full, &errs), args)
		assert.Equal(t, "threadlab: standard output: write /dev/full: no space left on device\n", errs.String(), args)
	}
	require.NoError(t, full.Close())
}

// TestFilesThatCannotBeWritten: that something was found is no reason to say nothing of a file that was asked for.
func TestFilesThatCannotBeWritten(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no device that is always full:", err)
	}
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"go.mod":       "module example.com/shop\n\ngo 1.26\n",
		"shop.go":      "package shop\n\nimport \"sync\"\n\nfunc open(door sync.Mutex) { door.Lock() }\n",
		"shop_test.go": "package shop\n\nimport \"testing\"\n\nfunc TestShop(t *testing.T) {}\n",
	} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	for summary, want := range map[string]struct {
		status int
		says   string
	}{
		"summary.md": {exitUnexpected, ""},
		"/dev/full":  {exitBadInput, "threadlab: the summary could not be written: write /dev/full: no space left on device: free some space, or set TMPDIR, XDG_CACHE_HOME or GOCACHE to a folder that has more\n"},
	} {
		var out, errs bytes.Buffer
		status := run(t.Context(), []string{"threadlab", "detect", "-build", "vet", "-summary", summary, "."}, nil, &out, &errs)
		assert.Equal(t, want.status, status, summary)
		assert.Contains(t, out.String(), "vet", summary)
		assert.Equal(t, want.says, errs.String(), summary)
	}
}
