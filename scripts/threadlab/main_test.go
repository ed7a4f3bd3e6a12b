package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/tempdir"
	"threadlab/racecases/webtest"
)

// TestMain lets twice as many tests run at a time as there are processors: half of the scripts wait, for a test that hangs
// or for a signal. Under the command's name this program is the command, and under that of tty it runs another one on a terminal.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == gocmd.Program("threadlab") {
		main()
	}
	if filepath.Base(os.Args[0]) == "tty" {
		status, err := terminal(os.Args[1:])
		if err != nil {
			fmt.Fprintln(os.Stderr, "tty:", err)
			status = exitBadInput
		}
		os.Exit(status)
	}
	os.Args[0] = "go tool threadlab" // as the command calls itself, wherever this binary was built
	testmain.Wait(2)
	testmain.Run(m)
}

// installed returns a folder with the command as its users build it: what is built with the race detector takes 25 times as
// long to start. The go command keeps the program.
func installed(t *testing.T) string {
	t.Helper()
	program, err := exec.CommandContext(t.Context(), "go", "tool", "-n", "threadlab").Output()
	require.NoError(t, err)
	return called(t, strings.TrimSpace(string(program)))
}

// called returns a folder with a program under the name of the command.
func called(t *testing.T, program string) string {
	t.Helper()
	text, err := os.ReadFile(program)
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, gocmd.Program("threadlab")), text, 0o700))
	return folder
}

// TestScripts runs the command as a user would, bad input included. $RACED holds the command as this test binary: under
// go test -race the detector looks on where a script puts that first on its PATH. The scripts start at the module's root,
// with this machine's own caches: the go command's also where HOME or
// XDG_CACHE_HOME is another one, of which they would follow, and its standard library be compiled again.
func TestScripts(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	values, err := gocmd.Go{}.Getenv(t.Context(), folders()...)
	require.NoError(t, err)
	self, err := os.Executable()
	require.NoError(t, err)
	commands, raced := installed(t), called(t, self)
	require.NoError(t, os.Symlink(self, filepath.Join(commands, "tty")))
	path := commands + string(os.PathListSeparator) + os.Getenv("PATH")
	testscript.Run(t, testscript.Params{
		Files: scripts(t),
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"HOME", "GOFLAGS", "GOPROXY", "GOPATH", "XDG_CACHE_HOME"} {
				e.Setenv(name, os.Getenv(name))
			}
			e.Setenv("GORACE", "atexit_sleep_ms=0") // or each command waits for a second before it ends
			for i, name := range folders() {
				e.Setenv(name, values[i])
			}
			e.Setenv("PATH", path)
			e.Setenv("RACED", raced)
			e.Setenv("ROOT", root)
			e.Setenv("GO", runtime.Version())
			e.Setenv("CPUS", strconv.Itoa(runtime.NumCPU()))
			e.Setenv("FLAGSHERE", flagsAsHere())
			e.Setenv("NOBROWSER", webtest.Unnamed)
			return nil
		},
		WorkdirRoot:        workFolder(t, root),
		RequireUniqueNames: true,
		Cmds:               map[string]func(ts *testscript.TestScript, neg bool, args []string){"lend": lend},
		Condition: func(name string) (bool, error) {
			switch name {
			case "race":
				return gocmd.CheckRace(t.Context()) == nil, nil
			case "browser":
				path, err := webtest.Named()
				return path != "", err
			case "mount":
				return exec.Command("unshare", "-m", "mount", "-t", "tmpfs", "none", t.TempDir()).Run() == nil, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
	})
}

// workFolder returns the folder that the scripts of a checkout work in, the same one each time: what the go command and this
// one keep of a build goes by its paths. It returns none, for a new one, where another process has it.
func workFolder(t *testing.T, root string) string {
	t.Helper()
	dir, err := tempdir.At(filepath.Join(os.TempDir(), fmt.Sprintf("threadlab-scripts-%08x", crc32.ChecksumIEEE([]byte(root)))))
	if err != nil {
		t.Logf("in a new work folder: %v", err)
		return ""
	}
	t.Cleanup(func() { require.NoError(t, dir.Remove()) })
	return dir.Path
}

// scripts returns the scripts, the longest first: one that begins last has both processors wait for its end.
func scripts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	sizes := map[string]int64{}
	for _, file := range files {
		info, err := os.Stat(file)
		require.NoError(t, err)
		sizes[file] = info.Size()
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Compare(sizes[b], sizes[a]) })
	return files
}

// folders names the go command's, which follow from HOME.
func folders() []string { return []string{"GOCACHE", "GOMODCACHE"} }

// flagsAsHere returns GOFLAGS with what has the go command build as this program was built: in a race build all but the
// main package is compiled already. What a debugger would read is not linked.
func flagsAsHere() string {
	flags := "-ldflags=-w " + os.Getenv("GOFLAGS")
	info, ok := debug.ReadBuildInfo()
	if ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return "-race " + flags
	}
	return flags
}

// TestRunIsInterrupted: a context that has ended is an interrupt, whatever the
// command made of it.
func TestRunIsInterrupted(t *testing.T) {
	ctx, stop := signal.NotifyContext(context.Background())
	stop()
	devNull, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	require.NoError(t, err)
	defer devNull.Close()
	require.Equal(t, exitInterrupted, run(ctx, []string{"threadlab", "list"}, devNull, devNull, devNull))
}

// TestFromHereIn: a path below the working folder is shortened, and none of which only the middle reads the same.
func TestFromHereIn(t *testing.T) {
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	require.NoError(t, err)
	below := filepath.Join(here, "stock.go")
	for message, want := range map[string]string{
		below + ":7: no type":  "stock.go:7: no type",
		`open "` + below + `"`: `open "stock.go"`,
		"/var" + below:         "/var" + below,
		"no path":              "no path",
	} {
		require.Equal(t, want, fromHereIn(message))
	}
}

// TestCallTo: a shell finds what is to be called again, and not where the go command keeps a build.
func TestCallTo(t *testing.T) {
	kept := strings.Repeat("0f", 32) + "-d"
	for _, tt := range []struct{ file, called, want string }{
		{"/tmp/go-build123/b001/exe/threadlab", "/tmp/go-build123/b001/exe/threadlab", goTool},
		{"/builds/0f/" + kept + "/threadlab", "/builds/0f/" + kept + "/threadlab", goTool},
		{"/home/me/bin/threadlab", "threadlab", "threadlab"},
		{"/home/me/threadlab", "./threadlab", "./threadlab"},
		{"/home/me/my course/threadlab", "my course/threadlab", "'my course/threadlab'"},
	} {
		require.Equal(t, tt.want, callTo(tt.file, tt.called))
	}
}
