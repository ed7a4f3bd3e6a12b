package compare

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/gocmd"
)

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

// Checkout puts a revision into a new temporary folder. The returned function takes all of it away again, also if
// ctx has ended.
func (r Repository) Checkout(ctx context.Context, revision string) (dir string, remove func(), err error) {
	temp, err := os.MkdirTemp("", "threadlab-compare-")
	if err != nil {
		return "", nil, err
	}
	dir = filepath.Join(temp, "tree")
	remove = func() {
		_, _ = r.git(context.WithoutCancel(ctx), "worktree", "remove", "--force", dir)
		_ = os.RemoveAll(temp)
		_, _ = r.git(context.WithoutCancel(ctx), "worktree", "prune")
	}
	if _, err := r.git(ctx, "worktree", "add", "--detach", "--quiet", dir, revision); err != nil {
		remove()
		return "", nil, errors.Join(ctx.Err(), err)
	}
	return dir, remove, nil
}

func (r Repository) git(ctx context.Context, args ...string) (string, error) {
	out, err := gocmd.Go{Dir: r.Root}.Exec(ctx, "git", args...)
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
