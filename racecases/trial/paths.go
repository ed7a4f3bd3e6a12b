package trial

import (
	"path/filepath"
	"strings"
)

// shortPaths gives the module's files in texts the names that -trimpath has for them,
// threadlab/primitives/lock.go, whatever folder the module is in. The compiler could do that:
// but then a runner would share no package with what go run and go test compile.
func shortPaths(root string, texts ...*string) {
	if root == "" {
		return
	}
	prefix := filepath.ToSlash(root) + "/" // as a program names its files, on Windows too
	for _, text := range texts {
		parts := strings.Split(*text, prefix)
		var b strings.Builder
		b.WriteString(parts[0])
		for i, part := range parts[1:] {
			if pathBegins(parts[i], i == 0) {
				b.WriteString("threadlab/")
			} else {
				b.WriteString(prefix)
			}
			b.WriteString(part)
		}
		*text = b.String()
	}
}

// pathBegins reports whether a path begins after what is before it, the whole text if it is the first: /lab is in
// /home/lab as well.
func pathBegins(before string, first bool) bool {
	if before == "" {
		return first
	}
	return strings.IndexByte(" \t\n\f\r(\"'", before[len(before)-1]) >= 0
}
