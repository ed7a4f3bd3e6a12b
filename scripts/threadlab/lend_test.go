package main

import (
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// builtFor is in the folder of a build in the cache: its time is that of the last use.
const builtFor = ".root"

// lend is a command of scripts, lend FOLDER COMMAND...: it runs a command of threadlab in this user's cache of builds, and
// makes FOLDER the cache of the rest of the script, with the builds that the command uses and no others. What another test
// or an earlier run has built need not be built again.
func lend(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: lend FOLDER COMMAND...")
	}
	home, err := os.UserCacheDir()
	ts.Check(err)
	shared, own := filepath.Join(home, "threadlab"), filepath.Join(args[0], "threadlab")
	begin := time.Now()
	ts.Check(ts.Exec(args[1], args[2:]...))
	for _, name := range builds(ts, shared, begin) { // of other tests too, that run at the same time
		ts.Check(copyBuild(filepath.Join(shared, name), filepath.Join(own, name), begin.Add(-time.Hour)))
	}
	ts.Setenv("XDG_CACHE_HOME", args[0])
	ts.Check(ts.Exec(args[1], args[2:]...))
	used := map[string]bool{}
	for _, name := range builds(ts, own, begin) {
		used[name] = true
	}
	for _, name := range builds(ts, own, time.Time{}) {
		if !used[name] {
			ts.Check(os.RemoveAll(filepath.Join(own, name)))
		}
	}
}

// builds returns the names of the builds in a cache that were used since a time.
func builds(ts *testscript.TestScript, cache string, since time.Time) (names []string) {
	entries, err := os.ReadDir(cache)
	ts.Check(err)
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(cache, e.Name(), builtFor)); err == nil && !info.ModTime().Before(since) {
			names = append(names, e.Name())
		}
	}
	return names
}

// copyBuild copies a build, which was last used at a time.
func copyBuild(from, to string, used time.Time) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return os.Chtimes(filepath.Join(to, builtFor), used, used)
}
