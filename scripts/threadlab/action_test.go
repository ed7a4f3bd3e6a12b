//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xeipuuv/gojsonschema"
	"go.yaml.in/yaml/v3"
)

// An action is what its steps run, in action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Steps []struct {
			Uses, Run string
			Env       map[string]string
		}
	}
}

// TestAction runs the steps of the action as GitHub does: it builds the command, and what that finds is in the files that
// are handed on.
func TestAction(t *testing.T) {
	t.Parallel()
	folder, err := filepath.Abs("../../.github/actions/threadlab")
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(folder, "action.yml"))
	require.NoError(t, err)
	var a action
	require.NoError(t, yaml.Unmarshal(text, &a))
	temp := t.TempDir()
	known := filepath.Join(temp, "known")
	require.NoError(t, os.WriteFile(known, []byte("8e25c78a3125d44e it was there before\n"), 0o600))
	given := map[string]string{"package": "./scripts/threadlab/testdata/cache", "folder": "../..", "time": "10m", "seed": "7"}
	steps := func(t *testing.T) int {
		env := append(os.Environ(), "RUNNER_TEMP="+temp, "GITHUB_ACTION_PATH="+folder,
			"GITHUB_OUTPUT="+filepath.Join(temp, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(temp, "summary.md"))
		for _, step := range a.Runs.Steps {
			if step.Run == "" {
				continue
			}
			cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
			cmd.Env = env
			for name, value := range step.Env {
				input := regexp.MustCompile(`^\$\{\{ inputs\.(\w+) \}\}$`).FindStringSubmatch(value)
				require.NotNil(t, input, value)
				require.Contains(t, a.Inputs, input[1])
				value = a.Inputs[input[1]].Default
				if set, ok := given[input[1]]; ok {
					value = set
				}
				cmd.Env = append(cmd.Env, name+"="+value)
			}
			out, err := cmd.CombinedOutput()
			t.Logf("%s\n%s", step.Run, out)
			if err != nil {
				return cmd.ProcessState.ExitCode()
			}
		}
		return 0
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(temp, name))
		require.NoError(t, err)
		return string(text)
	}
	assert.Equal(t, exitUnexpected, steps(t), "the bug of the tutorial")
	assert.Contains(t, read("threadlab-explore.sarif"), `"uri": "scripts/threadlab/testdata/cache/`)
	schema := gojsonschema.NewReferenceLoader("file://" + filepath.Join(folder, "../../../racecases/export/testdata/sarif-2.1.0.schema.json"))
	valid, err := gojsonschema.Validate(schema, gojsonschema.NewStringLoader(read("threadlab-explore.sarif")))
	require.NoError(t, err)
	assert.Empty(t, valid.Errors())
	assert.Contains(t, read("threadlab-explore.xml"), `name="TestForget"`)
	assert.Contains(t, read("summary.md"), "| assertion: ")
	for _, name := range []string{"sarif", "junit"} {
		assert.Contains(t, read("output"), name+"="+filepath.Join(temp, "threadlab-explore."))
	}
	given["known"] = known
	assert.Equal(t, 0, steps(t), "the bug is known")
}

// TestPinned: what workflows and the action use is named by commit, with its version beside it.
func TestPinned(t *testing.T) {
	files, err := filepath.Glob("../../.github/*/*.yml")
	require.NoError(t, err)
	more, err := filepath.Glob("../../.github/actions/*/action.yml")
	require.NoError(t, err)
	uses := 0
	for _, file := range append(files, more...) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, line := range regexp.MustCompile(`(?m)^\s*(?:- )?uses: (.*)$`).FindAllStringSubmatch(string(text), -1) {
			uses++
			if !strings.HasPrefix(line[1], "./") {
				assert.Regexp(t, `^[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`, line[1], file)
			}
		}
	}
	assert.Greater(t, uses, 10)
}

// TestPipelinePage: the commands of the page are there, with their flags, and the inputs are those of the action and the
// workflow.
func TestPipelinePage(t *testing.T) {
	text, err := os.ReadFile("../pipeline.md")
	require.NoError(t, err)
	for _, c := range regexp.MustCompile(`threadlab (detect|explore)((?: -[a-z]+(?: [\w.]+)?)*)`).FindAllStringSubmatch(string(text), -1) {
		for _, flag := range regexp.MustCompile(`-([a-z]+)`).FindAllStringSubmatch(c[2], -1) {
			assert.True(t, hasFlag(c[1], flag[1]), c[0])
		}
	}
	for _, flag := range regexp.MustCompile("(?m)^\\| `-([a-z]+)").FindAllStringSubmatch(string(text), -1) {
		assert.True(t, hasFlag("detect", flag[1]) && hasFlag("explore", flag[1]), flag[1])
	}
	inputs := map[string]bool{}
	for _, file := range []string{"actions/threadlab/action.yml", "workflows/threadlab.yml"} {
		text, err := os.ReadFile("../../.github/" + file)
		require.NoError(t, err)
		for _, name := range regexp.MustCompile(`(?m)^ +([a-z]+):$`).FindAllStringSubmatch(string(text), -1) {
			inputs[name[1]] = true
		}
	}
	for _, with := range regexp.MustCompile(`with: \{(.*)\}`).FindAllStringSubmatch(string(text), -1) {
		for _, name := range regexp.MustCompile(`([a-z]+): `).FindAllStringSubmatch(with[1], -1) {
			assert.True(t, inputs[name[1]], name[1])
		}
	}
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		require.NoError(t, yaml.Unmarshal([]byte(block[1]), new(any)), block[1])
	}
}

func hasFlag(command, flag string) bool {
	for _, f := range rootCommand(nil, nil, nil).Command(command).Flags {
		for _, name := range f.Names() {
			if name == flag {
				return true
			}
		}
	}
	return false
}
