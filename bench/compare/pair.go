package compare

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/bench/benchstat"
	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
)

// WorkingTree stands for the sources as they lie there, committed or not.
const WorkingTree = "working tree"

// A Pair is two revisions, built, and the first of them once more as the control.
type Pair struct {
	Base, Head, Control *Side

	from Repository
	dir  string // of the sources and the binaries, later of the figures
}

// Prepare builds two revisions. An empty head is the working tree. Nothing is left behind if that fails.
func Prepare(ctx context.Context, r Repository, base, head string) (pair *Pair, err error) {
	p := &Pair{from: r}
	if p.dir, err = os.MkdirTemp("", "threadlab-compare-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			p.Remove()
		}
	}()
	baseName, err := r.Resolve(ctx, base)
	if err != nil {
		return nil, err
	}
	headName := WorkingTree
	if head != "" {
		if headName, err = r.Resolve(ctx, head); err != nil {
			return nil, err
		}
	}
	if p.Base, err = p.build(ctx, baseName, "base"); err != nil {
		return nil, err
	}
	if p.Head, err = p.build(ctx, headName, "head"); err != nil {
		return nil, err
	}
	p.Control = p.Base.Again()
	return p, nil
}

func (p *Pair) build(ctx context.Context, name, side string) (*Side, error) {
	root := p.from.Root
	if name != WorkingTree {
		root = filepath.Join(p.dir, side)
		if _, err := p.from.git(ctx, "worktree", "add", "--detach", "--quiet", root, name); err != nil {
			return nil, errors.Join(ctx.Err(), err)
		}
	}
	return Build(ctx, name, root, filepath.Join(p.dir, gocmd.Program(side+".test")))
}

// Remove takes away the checked-out sources and the binaries, also after the end of the context that they were made in.
func (p *Pair) Remove() {
	_ = os.RemoveAll(p.dir)
	_, _ = p.from.git(context.Background(), "worktree", "prune") // git forgets the folders that are gone
}

// Sides returns all that are measured.
func (p *Pair) Sides() []*Side { return []*Side{p.Base, p.Head, p.Control} }

// Judge compares what was measured.
func (p *Pair) Judge(threshold float64) (Judgement, error) {
	var raws []*report.Raw
	for _, side := range p.Sides() {
		raw, err := side.Raw()
		if err != nil {
			return Judgement{}, err
		}
		raws = append(raws, raw)
	}
	j, err := Judge(raws[0], raws[1], raws[2], threshold)
	if errors.Is(err, ErrMissingBenchmark) {
		err = fmt.Errorf("%w (choose what both have with -bench)", err)
	}
	return j, err
}

// Table returns benchstat's table of both.
func (p *Pair) Table(ctx context.Context, stat benchstat.Tool) ([]byte, error) {
	base, head := filepath.Join(p.dir, "base.txt"), filepath.Join(p.dir, "head.txt")
	if err := errors.Join(os.WriteFile(base, p.Base.Text(), 0o644), os.WriteFile(head, p.Head.Text(), 0o644)); err != nil {
		return nil, err
	}
	return stat.Compare(ctx, benchstat.Named{Name: p.Base.Name, File: base}, benchstat.Named{Name: p.Head.Name, File: head})
}

// A Repository is where revisions come from.
type Repository struct{ Root string } // the folder of its go.mod

// ErrRevision is matched by the error about a revision that git does not know.
var ErrRevision = errors.New("unknown revision")

// Resolve returns the commit of a revision, short. If git fails for another reason, the error is git's.
func (r Repository) Resolve(ctx context.Context, revision string) (string, error) {
	out, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "--short", "--end-of-options", revision+"^{commit}")
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if failed := new(gocmd.Error); errors.As(err, &failed) && len(failed.Lines) > 0 {
		return "", err // it says nothing of a revision that it does not know
	}
	if err != nil {
		return "", fmt.Errorf("%w %q: want a commit, branch or tag of %s", ErrRevision, revision, filepath.Base(r.Root))
	}
	return out, nil
}

func (r Repository) git(ctx context.Context, args ...string) (string, error) {
	out, err := gocmd.Go{Dir: r.Root}.Exec(ctx, "git", args...)
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
