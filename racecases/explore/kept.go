package explore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"threadlab/racecases/gocmd"
)

// notesFile is the name of the notes of a kept build, in its folder.
const notesFile = "notes.json"

// BuildIn compiles tests unless the cache has what it would make: the key of a build is
// all that their copy holds.
func (p *Program) BuildIn(ctx context.Context, cache gocmd.Cache) error {
	temp, err := os.MkdirTemp("", "threadlab-explore-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	c, err := p.prepare(ctx, temp)
	if err != nil {
		return err
	}
	key := gocmd.NewKey(p.module)
	key.Add(p.mode, c.main, p.roots) // notes name files relative to the roots
	if err := errors.Join(AddTo(key), addFolder(key, temp), key.Go(ctx, gocmd.Go{Dir: p.folder})); err != nil {
		return err
	}
	given := len(p.Notes)
	dir, err := cache.Entry(ctx, key, func(dir string) error {
		if err := p.compile(ctx, dir, c); err != nil {
			return err
		}
		text, err := json.Marshal(p.Notes[given:])
		return errors.Join(err, os.WriteFile(filepath.Join(dir, notesFile), text, 0o644))
	})
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(dir, notesFile))
	if err != nil {
		return err
	}
	var notes []string
	err = json.Unmarshal(text, &notes)
	p.Notes = append(p.Notes[:given], notes...)
	p.Open(dir)
	return err
}

// addFolder adds the files in a folder to a key, as if it had no name.
func addFolder(key *gocmd.Key, dir string) error {
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		key.Text(name, bytes.ReplaceAll(text, []byte(dir), nil))
		return err
	})
}
