package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLight: most who start the command want to see a race, and go run compiles it for them. So it does not link what
// few commands need or what a few lines replace; nor do the benchmarks link what draws pictures, which scripts/draw does.
func TestLight(t *testing.T) {
	t.Parallel()
	drawing := []string{"gonum.org/v1/plot", "codeberg.org/go-pdf", "codeberg.org/go-latex", "golang.org/x/image", "git.sr.ht/~sbinet/gg"}
	heavy := []string{"charm.land", "github.com/charmbracelet/ultraviolet", "github.com/alecthomas/chroma", "net/http", "net\n", "html/template", "github.com/chromedp", "encoding/xml", "image/png", "go/types", "go/printer", "debug/elf", "crypto/sha256", "os/user", "threadlab/racecases/explore/model"}
	deps := func(args ...string) string {
		out, err := exec.CommandContext(t.Context(), "go", append([]string{"list", "-deps"}, args...)...).Output()
		require.NoError(t, err)
		return "\n" + string(out)
	}
	command, benchmarks, draw := deps("."), deps("-test", "../../bench"), deps("../draw")
	runner := deps("../../racecases/runner") // which the first command compiles four times
	for _, path := range []string{"os/exec", "net\n", "regexp\n", "encoding/json", "go/scanner", "text/template", "go/parser", "github.com/aymanbagabas/go-udiff", "threadlab/racecases/corpus/"} {
		assert.NotContains(t, runner, "\n"+path)
	}
	assert.NotContains(t, deps("../../racecases/explore/harness", "../../racecases/explore/testing"), "\nnet\n", "what explores a program that uses no network")
	assert.Contains(t, command, "\nthreadlab/bench/report\n")
	for _, path := range drawing {
		assert.NotContains(t, command, "\n"+path)
		assert.NotContains(t, benchmarks, "\n"+path)
		assert.True(t, strings.Contains(draw, "\n"+path), path)
	}
	for _, path := range heavy {
		assert.NotContains(t, command, "\n"+path)
	}
}
