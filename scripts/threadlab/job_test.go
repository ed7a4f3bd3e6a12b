package main

import (
	"bytes"
	"os"
	"path"
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

// TestMatrixJob: each pod of the manifest measures a part of its own, of as many as
// there are pods, into a file of its own on a volume.
func TestMatrixJob(t *testing.T) {
	text, err := os.ReadFile("../matrix-job.yaml")
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
	command, ok := strings.CutPrefix(pod.Args[0], "exec go tool threadlab ")
	require.True(t, ok, pod.Args[0])

	files := map[string]bool{}
	for index := range j.Spec.Completions {
		t.Setenv("JOB_COMPLETION_INDEX", strconv.Itoa(index)) // as Kubernetes does
		part, err := parseShard("")
		require.NoError(t, err)
		assert.Equal(t, [2]int{index, j.Spec.Completions}, [2]int{part.I, part.N})
		words := strings.Fields(strings.ReplaceAll(os.ExpandEnv(command), `"`, ""))
		require.Len(t, words, 3)
		require.Equal(t, []string{"matrix", "-o"}, words[:2])
		files[words[2]] = true
		assert.Equal(t, pod.VolumeMounts[0].MountPath, path.Dir(words[2]))
	}
	assert.Len(t, files, j.Spec.Completions)
}
