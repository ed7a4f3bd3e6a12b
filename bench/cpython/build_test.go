package cpython_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBuildScriptRefuses: what build.sh cannot do is said in a line, before anything is downloaded or built.
func TestBuildScriptRefuses(t *testing.T) {
	// with is a folder that has only those programs.
	with := func(t *testing.T, programs ...string) string {
		dir := t.TempDir()
		for _, name := range append(programs, "dirname", "mkdir", "rmdir", "rm", "mktemp", "id") {
			path, err := exec.LookPath(name)
			if err != nil {
				t.Skipf("build.sh is not tested: no %s here", name)
			}
			require.NoError(t, os.Symlink(path, filepath.Join(dir, name)))
		}
		return dir
	}
	inside := filepath.Join("testdata", "python")
	tests := map[string]struct {
		args, programs []string
		status         int
		says           string
	}{
		"no target":   {nil, nil, 2, `want one argument, the folder to install into: bench/cpython/build\.sh TARGET`},
		"two targets": {[]string{"a", "b"}, nil, 2, `want one argument`},
		"inside":      {[]string{inside}, nil, 2, `testdata/python is inside the repository; give a folder outside it`},
		"a blank":     {[]string{"BLANK"}, nil, 2, `contains a blank`},
		"no apt":      {[]string{"TARGET"}, nil, 1, `no apt-get: the source comes from Debian's archive`},
		"no compiler": {
			[]string{"TARGET"},
			[]string{"apt-get", "make", "tar", "xz", "sha256sum"},
			1, `cc cannot compile a C program: install the packages gcc and libc6-dev`,
		},
		"no make": {[]string{"TARGET"}, []string{"apt-get"}, 1, `no make on PATH: install the package make`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var args []string
			for _, arg := range tt.args {
				switch arg {
				case "TARGET":
					arg = t.TempDir()
				case "BLANK":
					arg = filepath.Join(t.TempDir(), "a b")
				}
				args = append(args, arg)
			}
			sh, err := exec.LookPath("sh")
			require.NoError(t, err)
			cmd := exec.CommandContext(t.Context(), sh, append([]string{"./build.sh"}, args...)...)
			cmd.Env = []string{"PATH=" + with(t, tt.programs...), "TMPDIR=" + t.TempDir()}
			out, err := cmd.CombinedOutput()
			require.Error(t, err)
			assert.Equal(t, tt.status, cmd.ProcessState.ExitCode(), "%s", out)
			assert.Regexp(t, `^build\.sh: .*`+tt.says+`[^\n]*\n$`, string(out))
		})
	}
	assert.NoDirExists(t, inside)
}
