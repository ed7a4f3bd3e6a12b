package trial

import (
	"path/filepath"
	"regexp"
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
	var begins *regexp.Regexp
	for _, text := range texts {
		if !strings.Contains(*text, prefix) {
			continue
		}
		if begins == nil { // at the beginning of a path: /lab is in /home/lab as well
			begins = regexp.MustCompile(`(^|[\s("'])` + regexp.QuoteMeta(prefix))
		}
		*text = begins.ReplaceAllString(*text, "${1}threadlab/")
	}
}
