package explore

import (
	"context"
	"slices"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
)

// Complaint is complaint.
var Complaint = complaint

// Patched returns the texts of files of Go's own that a patch makes.
func Patched(name, goroot string) (map[string]string, error) {
	all := append(patches(), importPatch)
	return all[slices.IndexFunc(all, func(p patch) bool { return p.name == name })].files(goroot)
}

// ReportOf returns the report of a survey that has found so much.
func ReportOf(p *Program, findings ...scheduler.Finding) Report {
	return p.report(Job{}, scheduler.Answer{Findings: findings}, nil)
}

// CalledFor returns Go's folder as the go command has it that compiles with a file of a library
// replaced.
func CalledFor(ctx context.Context, root, cache, dir string) (string, error) {
	l := library{root: root, cache: cache, files: map[string]string{"log/log.go": "package log\n"}}
	g, err := l.replace(gocmd.Go{}, gocmd.NewOverlay(dir), dir)
	if err != nil {
		return "", err
	}
	values, err := g.Getenv(ctx, "GOROOT")
	if err != nil {
		return "", err
	}
	return values[0], nil
}
