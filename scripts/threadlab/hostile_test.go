//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostileCommands are one of each way to build and start programs. What they are to write is "$OUT".
func hostileCommands() map[string]string {
	return map[string]string{
		"detect":       `cd "$MODULE"; threadlab detect -build plain -trials 1 -sarif "$OUT/findings" .`,
		"explore":      `cd "$MODULE"; threadlab explore -sarif "$OUT/findings" .`,
		"explore case": `threadlab explore lock/abba`,
		"bench":        `threadlab bench -suite lock -count 1 -o "$OUT"`,
		"verify":       `threadlab verify -case lock/lost-update`,
		"run":          `threadlab run -build plain -half correct lock/lost-update`,
		"try":          `threadlab try -trials 1 lock/lost-update racecases/lessons/lock/lost_update.go`,
		"play":         `threadlab play -json lock/abba`,
		"witness":      `threadlab witness -case lock/abba`,
	}
}

// A hostile condition is what a shell does before a command, which then fails and says so in one line.
type hostileCondition struct {
	name     string
	before   string
	says     string // the cause, and what helps
	commands string // those to be tried, separated by commas; empty: all
	skip     func(t *testing.T)
}

func hostileConditions() []hostileCondition {
	return []hostileCondition{
		{name: "few open files", before: `ulimit -n 10`, says: `too many open files: raise the limit on open files, ulimit -n$`},
		{name: "little address space", before: `ulimit -v 1900000`, commands: "detect,verify",
			says: `^threadlab: 1945 MB of address space are too few for Go and its compilers: raise ulimit -v to 2000000, or to unlimited$`},
		{name: "no go command", before: `PATH=$ONLY`, says: `exec: "go": executable file not found in \$PATH: install Go, or add the folder of the go command to PATH$`},
		{name: "no folder for builds", before: `export XDG_CACHE_HOME=/dev/null/cache`, commands: "explore,explore case,verify,run,play,witness",
			says: `^threadlab: no cache of builds: mkdir /dev/null: not a directory: set XDG_CACHE_HOME to a folder that can be written to$`},
		{name: "no folder for temporary files", before: `export TMPDIR=/dev/null/tmp`, commands: "detect,verify",
			says: `^threadlab: .*/dev/null/tmp.*: not a directory: set TMPDIR to a folder that can be written to$`},
		{name: "small files only", before: `ulimit -f 1000`, commands: "detect,explore,run,bench,try",
			says: `file too large: raise the limit on the size of a file, ulimit -f$`},
		{name: "full disk", before: mounted("size=1m"), commands: "detect,explore,run,bench,try", skip: canMount,
			says: `no space left on device: free some space, or set TMPDIR, XDG_CACHE_HOME or GOCACHE to a folder that has more$`},
		{name: "noexec", before: mounted("noexec"), commands: "detect,explore,run,bench,try", skip: canMount,
			says: `cannot be started, as on a file system that is mounted noexec: set (TMPDIR|XDG_CACHE_HOME) to a folder where programs may run$`},
		{name: "read-only results", before: `mount -t tmpfs -o ro none "$OUT" || exit 99`, commands: "detect,explore", skip: canMount,
			says: `^threadlab: .*read-only file system$`},
	}
}

// mounted has the temporary files and the builds on file systems of their own.
func mounted(options string) string {
	return `mount -t tmpfs -o ` + options + ` none "$TMPDIR" && mount -t tmpfs -o ` + options + ` none "$XDG_CACHE_HOME" || exit 99`
}

func canMount(t *testing.T) {
	if out, err := exec.Command("unshare", "-rm", "mount", "-t", "tmpfs", "none", t.TempDir()).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %v %s", err, out)
	}
}

// TestHostile sets up conditions that are not the authors', by a shell, for every command that depends on them: status 2, one
// line that says why and what helps, and nothing left, neither among the temporary files nor where the results should be.
func TestHostile(t *testing.T) {
	folder, module := installed(t), t.TempDir()
	t.Parallel()
	cache, err := exec.Command("go", "env", "GOCACHE").Output() // else it would be an empty one, below XDG_CACHE_HOME
	require.NoError(t, err)
	env := append(os.Environ(), "PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"), "ONLY="+folder, "MODULE="+module, "GOCACHE="+strings.TrimSpace(string(cache)))
	for name, text := range map[string]string{
		"go.mod":     "module example.com/shop\n\ngo 1.26\n",
		"my_test.go": "package shop\n\nimport \"testing\"\n\nfunc TestShop(t *testing.T) {}\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(module, name), []byte(text), 0o600))
	}
	for _, condition := range hostileConditions() {
		t.Run(condition.name, func(t *testing.T) {
			t.Parallel()
			if condition.skip != nil {
				condition.skip(t)
			}
			for name, command := range hostileCommands() {
				if condition.commands != "" && !slices.Contains(strings.Split(condition.commands, ","), name) {
					continue
				}
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					condition.check(t, slices.Clip(env), command)
				})
			}
		})
	}
}

func (c hostileCondition) check(t *testing.T, env []string, command string) {
	out, temp := t.TempDir(), t.TempDir()
	script := "( " + c.before + "\n" + command + " )\nstatus=$?\nls -A \"$TMPDIR\" \"$OUT\" 2>/dev/null | grep -v : | grep .\nexit $status"
	shell := exec.Command("sh", "-c", script)
	if c.skip != nil && strings.Contains(c.before, "mount ") {
		shell = exec.Command("unshare", "-rm", "sh", "-c", script)
	}
	shell.Dir = "../.."
	shell.Env = append(env, "OUT="+out, "TMPDIR="+temp,
		"XDG_CACHE_HOME="+t.TempDir(), "GORACE=atexit_sleep_ms=0", "GOFLAGS=-mod=readonly")
	var errs strings.Builder
	shell.Stderr = &errs
	left, _ := shell.Output()
	assert.Equal(t, exitBadInput, shell.ProcessState.ExitCode(), "%s%s", left, errs.String())
	assert.Empty(t, string(left), "on standard output, or left")
	var lines []string
	for line := range strings.Lines(errs.String()) {
		if !strings.HasPrefix(line, "! this machine is busy") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	require.Len(t, lines, 1, errs.String())
	assert.Regexp(t, c.says, lines[0])
}
