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

	root string // of the module that the revisions are of
	dir  string // of the sources and the binaries, later of the figures
}

// Prepare builds two revisions of the module at root. An empty head is the working tree. Nothing is left behind if that fails.
func Prepare(ctx context.Context, root, base, head string) (pair *Pair, err error) {
	p := &Pair{root: root}
	if p.dir, err = os.MkdirTemp("", "threadlab-compare-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			p.Remove()
		}
	}()
	baseName, err := Resolve(ctx, root, base)
	if err != nil {
		return nil, err
	}
	headName := WorkingTree
	if head != "" {
		if headName, err = Resolve(ctx, root, head); err != nil {
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
	root := p.root
	if name != WorkingTree {
		root = filepath.Join(p.dir, side)
		if _, err := git(ctx, p.root, "worktree", "add", "--detach", "--quiet", root, name); err != nil {
			return nil, errors.Join(ctx.Err(), err)
		}
	}
	return Build(ctx, name, root, filepath.Join(p.dir, gocmd.Program(side+".test")))
}

// Remove takes away the checked-out sources and the binaries, also after the end of the context that they were made in.
func (p *Pair) Remove() {
	_ = os.RemoveAll(p.dir)
	_, _ = git(context.Background(), p.root, "worktree", "prune") // git forgets the folders that are gone
}

// Sides returns all that are measured.
func (p *Pair) Sides() []*Side { return []*Side{p.Base, p.Head, p.Control} }

// Judge compares what was measured.
func (p *Pair) Judge(threshold float64) (Outcome, error) {
	var raws []*report.Raw
	for _, side := range p.Sides() {
		raw, err := side.Raw()
		if err != nil {
			return Outcome{}, err
		}
		raws = append(raws, raw)
	}
	o, err := Judge(raws[0], raws[1], raws[2], threshold)
	if errors.Is(err, ErrMissingBenchmark) {
		err = fmt.Errorf("%w (choose what both have with -bench)", err)
	}
	return o, err
}

// Table returns benchstat's table of both.
func (p *Pair) Table(ctx context.Context, stat benchstat.Tool) ([]byte, error) {
	base, head := filepath.Join(p.dir, "base.txt"), filepath.Join(p.dir, "head.txt")
	if err := errors.Join(os.WriteFile(base, p.Base.Text(), 0o644), os.WriteFile(head, p.Head.Text(), 0o644)); err != nil {
		return nil, err
	}
	return stat.Compare(ctx, benchstat.Named{Name: p.Base.Name, File: base}, benchstat.Named{Name: p.Head.Name, File: head})
}

// ErrRevision is matched by the error about a revision that git does not know.
var ErrRevision = errors.New("unknown revision")

// Resolve returns the commit of a revision of the module at root, short. If git fails for another reason, the error is git's.
func Resolve(ctx context.Context, root, revision string) (string, error) {
	out, err := git(ctx, root, "rev-parse", "--verify", "--quiet", "--short", "--end-of-options", revision+"^{commit}")
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	failed := new(gocmd.Error)
	switch {
	case err == nil:
		return out, nil
	case !errors.As(err, &failed), len(failed.Lines) > 0:
		return "", err // it says nothing of a revision that it does not know
	default:
		return "", fmt.Errorf("%w %q: want a commit, branch or tag of %s", ErrRevision, revision, filepath.Base(root))
	}
}

func git(ctx context.Context, root string, args ...string) (string, error) {
	out, err := gocmd.Go{Dir: root}.Exec(ctx, "git", args...)
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
