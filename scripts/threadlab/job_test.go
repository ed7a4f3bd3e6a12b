package main

import (
	"bytes"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// A job is what the command depends on in the manifest of the Kubernetes Job.
type job struct {
	Kind string
	Spec struct {
		CompletionMode string `yaml:"completionMode"`
		Completions    int
		Template       struct {
			Spec struct{ Containers []container }
		}
	}
}

type container struct {
	Args         []string
	Env          []struct{ Name, Value string }
	VolumeMounts []struct {
		MountPath string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
}

// TestJobs: each pod of a manifest does a part of its own, of as many as there are pods,
// and writes it into a file of its own on a volume.
func TestJobs(t *testing.T) {
	for manifest, calls := range map[string]string{"matrix": "exec go tool threadlab ", "explore": "exec threadlab "} {
		t.Run(manifest, func(t *testing.T) {
			text, err := os.ReadFile("../" + manifest + "-job.yaml")
			require.NoError(t, err)
			var j job
			for documents := yaml.NewDecoder(bytes.NewReader(text)); j.Kind != "Job"; {
				require.NoError(t, documents.Decode(&j))
			}
			require.Equal(t, "Indexed", j.Spec.CompletionMode)
			require.Positive(t, j.Spec.Completions)
			require.Len(t, j.Spec.Template.Spec.Containers, 1)
			pod := j.Spec.Template.Spec.Containers[0]
			for _, e := range pod.Env {
				t.Setenv(e.Name, e.Value)
			}
			require.Len(t, pod.Args, 1)
			command, ok := strings.CutPrefix(pod.Args[0], calls+manifest+" ")
			require.True(t, ok, pod.Args[0])

			files := map[string]bool{}
			for index := range j.Spec.Completions {
				t.Setenv("JOB_COMPLETION_INDEX", strconv.Itoa(index)) // as Kubernetes does
				part, err := parseShard("")
				require.NoError(t, err)
				assert.Equal(t, [2]int{index, j.Spec.Completions}, [2]int{part.I, part.N})
				words := strings.Fields(strings.ReplaceAll(os.ExpandEnv(command), `"`, ""))
				at := slices.Index(words, "-o")
				require.True(t, at >= 0 && at+1 < len(words))
				files[words[at+1]] = true
				assert.Equal(t, pod.VolumeMounts[0].MountPath, path.Dir(words[at+1]))
			}
			assert.Len(t, files, j.Spec.Completions)
		})
	}
}

// TestWorkflows: the machines of a workflow do all parts of the whole.
func TestWorkflows(t *testing.T) {
	for workflow, measures := range map[string]string{"matrix": "measure", "explore": "part"} {
		t.Run(workflow, func(t *testing.T) {
			text, err := os.ReadFile("../../.github/workflows/" + workflow + ".yml")
			require.NoError(t, err)
			var w struct {
				Jobs map[string]struct {
					Strategy struct{ Matrix struct{ Shard []int } }
					Steps    []struct{ Run string }
				}
			}
			require.NoError(t, yaml.Unmarshal(text, &w))
			job := w.Jobs[measures]
			parts := len(job.Strategy.Matrix.Shard)
			require.Positive(t, parts)
			for i, part := range job.Strategy.Matrix.Shard {
				assert.Equal(t, i, part)
			}
			var runs string
			for _, step := range job.Steps {
				runs += step.Run
			}
			assert.Contains(t, runs, "go tool threadlab "+workflow+" ")
			assert.Contains(t, runs, " -shard ${{ matrix.shard }}/"+strconv.Itoa(parts)+" ")
			assert.Contains(t, runs, "${{ matrix.shard }}-of-"+strconv.Itoa(parts)+".jsonl")
		})
	}
}
