package main

import "strings"

// withRemedy adds to a message what helps against what the system has refused. It goes by the words: of the go command, and
// of the compilers that it has started, nothing else is known.
func withRemedy(message string) string {
	for _, r := range []struct{ refused, remedy string }{
		{"no space left on device", "free some space, or set TMPDIR to a folder that has more"},
		{"disk quota exceeded", "free some space, or set TMPDIR to a folder that has more"},
		{"file too large", "raise the limit on the size of a file, ulimit -f"},
		{"too many open files", "raise the limit on open files, ulimit -n"},
		{"resource temporarily unavailable", "raise the limit on processes, ulimit -u"},
		{`exec: "go": executable file not found`, "install Go, or add the folder of the go command to PATH"},
		{"cannot allocate memory", "raise the limit on memory, ulimit -v"},
	} {
		if strings.Contains(strings.ToLower(message), r.refused) {
			return message + ": " + r.remedy
		}
	}
	return message
}
