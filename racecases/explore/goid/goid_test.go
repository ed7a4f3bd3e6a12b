package goid_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
	"threadlab/racecases/webtest"
)

// TestGet holds the number against the one that the runtime prints, here and in
// WebAssembly, where a version of Go with another layout would give another one.
func TestGet(t *testing.T) {
	goroot, err := gocmd.Go{}.Getenv(t.Context(), "GOROOT")
	require.NoError(t, err)
	tests := []struct {
		name  string
		env   []string
		flags []string
		start []string // before the program's name
	}{
		{"this machine", nil, nil, nil},
		{"WebAssembly", []string{"GOOS=js", "GOARCH=wasm"}, []string{"-trimpath"}, // as in the modules of the book, whose standard library it shares
			[]string{"node", filepath.Join(goroot[0], "lib", "wasm", "wasm_exec_node.js")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			program := filepath.Join(t.TempDir(), gocmd.Program("numbers"))
			if len(tt.start) > 0 {
				webtest.Browser(t)
				if _, err := exec.LookPath(tt.start[0]); err != nil {
					t.Skipf("%v: it runs WebAssembly", err)
				}
			}
			_, err := gocmd.Go{Env: tt.env}.Output(t.Context(), slices.Concat([]string{"build", "-o", program}, tt.flags, []string{"./testdata/numbers"})...)
			require.NoError(t, err)
			start := append(tt.start, program)
			out, err := gocmd.Go{}.Exec(t.Context(), start[0], start[1:]...)
			require.NoError(t, err)
			numbers := map[string]bool{}
			for line := range strings.Lines(string(out)) {
				got, printed, _ := strings.Cut(strings.TrimSpace(line), " ")
				assert.Equal(t, printed, got)
				numbers[got] = true
			}
			assert.Len(t, numbers, 20)
		})
	}
}
