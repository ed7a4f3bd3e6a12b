package compare

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"threadlab/bench/benchstat"
	"threadlab/racecases/gocmd"
)

// WorkingTree stands for the sources as they lie there, committed or not.
const WorkingTree = "working tree"

// A Pair is two revisions, built, and the first of them once more as the control.
type Pair struct {
	Base, Head, Control *Side

	dir    string // of the binaries, later of the figures
	remove []func()
}

// Prepare builds two revisions. An empty head is the working tree. Nothing is left behind if that fails.
func Prepare(ctx context.Context, r Repository, base, head string) (pair *Pair, err error) {
	p := &Pair{}
	defer func() {
		if err != nil {
			p.Remove()
		}
	}()
	if p.dir, err = os.MkdirTemp("", "threadlab-compare-"); err != nil {
		return nil, err
	}
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
	if p.Base, err = p.build(ctx, r, baseName, "base.test"); err != nil {
		return nil, err
	}
	if p.Head, err = p.build(ctx, r, headName, "head.test"); err != nil {
		return nil, err
	}
	p.Control = p.Base.Again()
	return p, nil
}

func (p *Pair) build(ctx context.Context, r Repository, name, file string) (*Side, error) {
	root := r.Root
	if name != WorkingTree {
		dir, remove, err := r.Checkout(ctx, name)
		if err != nil {
			return nil, err
		}
		p.remove, root = append(p.remove, remove), dir
	}
	return Build(ctx, name, root, filepath.Join(p.dir, gocmd.Program(file)))
}

// Remove takes away the checked-out sources and the binaries.
func (p *Pair) Remove() {
	for _, remove := range p.remove {
		remove()
	}
	if p.dir != "" {
		_ = os.RemoveAll(p.dir)
	}
}

// Sides returns all that are measured.
func (p *Pair) Sides() []*Side { return []*Side{p.Base, p.Head, p.Control} }

// Judge compares what was measured.
func (p *Pair) Judge(threshold float64) (Judgement, error) {
	base, err := p.Base.Raw()
	if err != nil {
		return Judgement{}, err
	}
	head, err := p.Head.Raw()
	if err != nil {
		return Judgement{}, err
	}
	control, err := p.Control.Raw()
	if err != nil {
		return Judgement{}, err
	}
	j, err := Judge(base, head, control, threshold)
	if errors.Is(err, ErrMissingBenchmark) {
		err = fmt.Errorf("%w (choose what both have with -bench)", err)
	}
	return j, err
}

// Table returns benchstat's table of both.
func (p *Pair) Table(ctx context.Context, stat benchstat.Tool) ([]byte, error) {
	base, head := filepath.Join(p.dir, "base.txt"), filepath.Join(p.dir, "head.txt")
	if err := os.WriteFile(base, p.Base.Text(), 0o644); err != nil {
		return nil, err
	}
	if err := os.WriteFile(head, p.Head.Text(), 0o644); err != nil {
		return nil, err
	}
	return stat.Compare(ctx, benchstat.Named{Name: p.Base.Name, File: base}, benchstat.Named{Name: p.Head.Name, File: head})
}
