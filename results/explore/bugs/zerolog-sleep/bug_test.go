package zerologsleep

import (
	"testing"

	"github.com/rs/zerolog/diode"
)

type file chan string

func (f file) Write(line []byte) (int, error) {
	f <- string(line)
	return len(line), nil
}

// A line is written when it was logged; it does not wait for the next one.
func TestEachLineIsWritten(t *testing.T) {
	lines := make(file)
	w := diode.NewWriter(lines, 10, 0, nil)
	defer w.Close()
	w.Write([]byte("first\n"))
	<-lines
	w.Write([]byte("second\n"))
	<-lines
}
