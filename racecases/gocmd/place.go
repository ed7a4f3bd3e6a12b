package gocmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/robustio"
)

// place gives a folder a name that another may have, which goes. Windows removes no program
// that runs, and gives its folder no other name, but takes it out of there: what cannot be
// removed is moved into another folder beside, which [Cache.Prune] removes when it can.
func place(from, name string, remove func(path string) error) error {
	if err := remove(name); err != nil {
		if clearing := putAside(name); clearing != nil {
			return errors.Join(err, clearing)
		}
	}
	return robustio.Rename(from, name)
}

// putAside moves what is in a folder into a new one beside it, and removes the folder.
func putAside(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	aside, err := os.MkdirTemp(filepath.Dir(dir), fmt.Sprintf("old-%s-", filepath.Base(dir)))
	if err != nil {
		return err
	}
	for _, e := range entries {
		err = errors.Join(err, robustio.Rename(filepath.Join(dir, e.Name()), filepath.Join(aside, e.Name())))
	}
	return errors.Join(err, os.Remove(dir))
}
