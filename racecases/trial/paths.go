package trial

import (
	"path/filepath"
	"regexp"
)

// shortPaths gives the module's files in texts the names that -trimpath has for them,
// threadlab/primitives/lock.go, whatever folder the module is in. The compiler could do that:
// but then a runner would share no package with what go run and go test compile.
func shortPaths(root string, texts ...*string) {
	if root == "" {
		return
	}
	// As a program names its files, on Windows too, and at the beginning of a path: /lab is in /home/lab as well.
	below := regexp.MustCompile(`(^|[\s("'])` + regexp.QuoteMeta(filepath.ToSlash(root)+"/"))
	for _, text := range texts {
		*text = below.ReplaceAllString(*text, "${1}threadlab/")
	}
}
