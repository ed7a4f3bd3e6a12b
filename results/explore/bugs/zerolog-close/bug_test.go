package zerologclose

import (
	"testing"

	"github.com/rs/zerolog/diode"
)

type file chan string

func (f file) Write(line []byte) (int, error) {
	f <- string(line)
	return len(line), nil
}

// A line that was written before Close is in the file after it.
func TestLastLine(t *testing.T) {
	lines := make(file, 2)
	w := diode.NewWriter(lines, 10, 0, nil)
	w.Write([]byte("first\n"))
	<-lines
	w.Write([]byte("last\n"))
	w.Close()
	if len(lines) == 0 {
		t.Error("Close has returned, and the last line is lost")
	}
}
