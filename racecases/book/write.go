package book

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"threadlab/racecases/atomicfile"
)

// marker is the file by which a folder is known to be a book, and nothing else.
const marker = "assets/book.css"

// Write puts files into a folder, whole or not at all: they are written beside it, and take
// its place when all are there. A folder that holds something must be an older book, which
// goes.
func Write(dir string, files []File) error {
	if err := CheckDir(dir); err != nil {
		return err
	}
	dir = followed(dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	partial, err := os.MkdirTemp(filepath.Dir(dir), ".book-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(partial)
	pages, older := filepath.Join(partial, "new"), filepath.Join(partial, "old")
	texts := map[string][]byte{}
	for _, f := range files {
		texts[f.Name] = f.Text
	}
	if err := atomicfile.WriteAll(pages, texts); err != nil {
		return err
	}
	err = os.Rename(dir, older)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return os.Rename(pages, dir)
	case err != nil:
		return err
	}
	if err := os.Rename(pages, dir); err != nil {
		return errors.Join(err, os.Rename(older, dir))
	}
	return nil
}

// followed returns the folder that a link leads to, or the folder itself.
func followed(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return filepath.Clean(dir)
}

// CheckDir refuses a folder that a book cannot take the place of, or that cannot be made.
func CheckDir(dir string) error {
	if filepath.Clean(dir) == "." || filepath.Clean(dir) == ".." {
		return fmt.Errorf("%s: want a folder for the book alone, such as %s", dir, filepath.Join(dir, "book"))
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return checkBeside(dir)
	case err != nil:
		return fmt.Errorf("%s is no folder: want one, or a name that is not taken", dir)
	case len(entries) == 0:
		return checkBeside(dir)
	}
	if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
		return fmt.Errorf("%s holds something else: want an empty folder, one that is not there, or an older book", dir)
	}
	return checkBeside(dir)
}

// checkBeside makes a folder where the book's is made, and removes it: how else to know whether a file system lets it.
func checkBeside(dir string) error {
	parent := filepath.Dir(followed(dir))
	for !isThere(parent) {
		parent = filepath.Dir(parent)
	}
	made, err := os.MkdirTemp(parent, ".book-")
	if err != nil {
		return fmt.Errorf("%s: no folder can be made in %s: %w", dir, parent, errors.Unwrap(err))
	}
	return os.Remove(made)
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, os.ErrNotExist)
}
