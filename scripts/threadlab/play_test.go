package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPlayPage holds the state in the explorer's README against what the command prints;
// -update rewrites it.
func TestPlayPage(t *testing.T) {
	t.Chdir("../..")
	var out, errs bytes.Buffer
	status := run(t.Context(), []string{"threadlab", "play", "lock/abba", "-at", "6"}, strings.NewReader(""), &out, &errs)
	require.Equal(t, 0, status, errs.String())
	screen := strings.TrimRight(out.String(), "\n ")
	body := "```text\n$ go tool threadlab play lock/abba -at 6\n" + screen + "\n```"
	old, err := os.ReadFile(tutorial)
	require.NoError(t, err)
	text := string(old)
	if *update {
		text = replacePart(t, text, "play lock/abba", body)
		require.NoError(t, os.WriteFile(tutorial, []byte(text), 0o644))
	}
	assert.Equal(t, body, part(t, text, "play lock/abba"), "go test ./scripts/threadlab -run TestPlayPage -update")
}

// TestPlayIsInterrupted: Ctrl-C ends the wait for a line of input, and that for a search.
func TestPlayIsInterrupted(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"screen": nil, "json": {"-json"}} {
		t.Run(name, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			in, typing := io.Pipe()
			defer typing.Close()
			var errs bytes.Buffer
			ended := make(chan int)
			go func() {
				ended <- run(ctx, append([]string{"threadlab", "play", "lock/abba"}, args...), in, io.Discard, &errs)
			}()
			_, err := typing.Write([]byte("0\n")) // read once the game has begun
			require.NoError(t, err)
			interrupt()
			assert.Equal(t, exitInterrupted, <-ended)
			assert.Equal(t, "threadlab: interrupted\n", errs.String())
		})
	}
}
