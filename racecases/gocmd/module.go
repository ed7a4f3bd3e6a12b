package gocmd

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// ModuleRoot returns the folder of a module that the working folder is in, or that its
// module depends on. What else keeps the go command from finding it, as GOFLAGS,
// GO111MODULE or a vendor folder may, it says itself.
func ModuleRoot(ctx context.Context, module string) (string, error) {
	root, err := Go{}.Output(ctx, "list", "-m", "-f", "{{.Dir}}", module)
	if failed := new(Error); errors.As(err, &failed) && elsewhere(failed.Error()) {
		return "", fmt.Errorf("no %s sources here: run this inside the %s module", module, module)
	}
	return strings.TrimSpace(string(root)), err
}

// elsewhere reports whether the go command says that there is no module here, or one that
// does not depend on the one it was asked for.
func elsewhere(said string) bool {
	return strings.Contains(said, "go.mod file not found") || strings.Contains(said, "not a known dependency")
}
