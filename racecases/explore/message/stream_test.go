package message_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/message"
)

// TestReader: results are found among what a program prints, JSON after the same separator and
// a line without an end included.
func TestReader(t *testing.T) {
	var out bytes.Buffer
	want := []message.Result{{Error: "one"}, {Error: "\x1etwo\n"}}
	for _, r := range want {
		out.WriteString("\x1e{}\n\x1e{\"Error\":\"another's\"}\nRunning Suite: \x1e{}x\n\x1e " + strings.Repeat("long ", 5000))
		require.NoError(t, message.Write(&out, r))
	}
	out.WriteString("ok")
	answers := message.NewReader(&out)
	for _, r := range want {
		got, err := answers.Next()
		require.NoError(t, err)
		assert.Equal(t, r, got)
	}
	_, err := answers.Next()
	assert.Equal(t, io.EOF, err)
}
