package trial

import (
	"context"
	"fmt"
	"os"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// tools is the folder of the module whose linter it is.
const tools = "scripts/tools"

// lint runs a linter over one half of every lesson, and writes what it printed.
func (b *Builder) lint(ctx context.Context, half corpus.Half, build detect.Build, file string) error {
	tags := strings.Join(tags(half), ",")
	args := []string{"vet", "-json", "-tags", tags}
	if build == detect.StaticcheckBuild {
		// The SA checks look for bugs, the others for style. Findings are not failures,
		// and one that a comment silences is still a finding.
		args = []string{
			"tool", "-modfile=" + tools + "/go.mod", "staticcheck",
			"-f", "json", "-fail", "none", "-show-ignored", "-checks", "SA*", "-tests=false", "-tags", tags,
		}
	}
	out, err := b.goCommand().Output(ctx, append(args, "./racecases/lessons/...")...)
	if err != nil {
		return fmt.Errorf("%s on the %s halves: %w", build, half, err)
	}
	return os.WriteFile(file, out, 0o644)
}
