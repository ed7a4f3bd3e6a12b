package daemon

import (
	"bytes"
	"os"
	"path/filepath"
)

// What a half that writes a log should leave in its directory.
const (
	logFile  = "log.txt"
	logLines = 100
)

// countLines is the judge of these cases: after the process has ended it counts
// the lines that reached the file.
func countLines(dir string) string {
	b, err := os.ReadFile(filepath.Join(dir, logFile))
	if err != nil {
		return "no file"
	}
	switch n := bytes.Count(b, []byte("\n")); {
	case n < logLines:
		return "lost"
	case n > logLines:
		return "extra"
	}
	return "exact"
}
