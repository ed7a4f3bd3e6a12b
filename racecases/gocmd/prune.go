package gocmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/robustio"
)

// What the cache keeps. What was used in the last day always stays: a process may be at work with it.
const (
	unusedFor = 14 * 24 * time.Hour
	inUseFor  = 24 * time.Hour
	sizeLimit = 2 << 30 // bytes
)

// A kept is something in the cache's folder: an entry, or what remains of one.
type kept struct {
	path string
	root string // the checkout that it is of; empty if it is no entry
	size int64
	used time.Time
}

// Size returns how many bytes the cache holds, in how many builds.
func (c Cache) Size() (bytes int64, builds int, err error) {
	all, err := c.list()
	for _, k := range all {
		bytes += k.size
		if k.root != "" {
			builds++
		}
	}
	return bytes, builds, err
}

// Clean removes everything.
func (c Cache) Clean() error { return os.RemoveAll(c.dir) }

// pruneDaily calls [Cache.Prune] if that was not done today.
func (c Cache) pruneDaily() error {
	name := filepath.Join(c.dir, pruned)
	info, err := os.Stat(name)
	if err == nil && time.Since(info.ModTime()).Abs() < inUseFor { // not by a clock that was ahead
		return nil
	}
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		return err
	}
	_ = c.Prune(time.Now()) // what cannot be removed today, as it is in use, may be tomorrow
	return nil
}

// Prune removes, as of a time, what was not used for two weeks, what is of a checkout
// that is gone, what interrupted builds have left, and of the rest the longest unused
// until the cache holds no more than 2 GB. What was used in the last day stays.
func (c Cache) Prune(now time.Time) error {
	all, err := c.list()
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b kept) int { return b.used.Compare(a.used) })
	size := int64(0)
	var errs []error
	for _, k := range all {
		size += k.size
		unused := now.Sub(k.used).Abs() // a time to come is of a clock that was ahead
		if unused > inUseFor && (unused > unusedFor || size > sizeLimit || !exists(k.root)) {
			errs = append(errs, os.RemoveAll(k.path))
		}
	}
	return errors.Join(errs...)
}

// exists is false for no name.
func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// list describes all that is in the cache's folder.
func (c Cache) list() ([]kept, error) {
	entries, err := os.ReadDir(c.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []kept
	for _, e := range entries {
		k := kept{path: filepath.Join(c.dir, e.Name())}
		if e.Name() == pruned {
			continue
		}
		if strings.HasSuffix(e.Name(), lockSuffix) && exists(strings.TrimSuffix(k.path, lockSuffix)) {
			continue // goes after its entry
		}
		k.root = RootOf(k.path)
		k.measure()
		if info, err := os.Stat(filepath.Join(k.path, madeFor)); err == nil {
			k.used = info.ModTime()
		}
		all = append(all, k)
	}
	return all, err
}

// measure adds up the files. What another process removes meanwhile is of no size.
func (k *kept) measure() {
	_ = filepath.WalkDir(k.path, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return nil
		}
		if info.ModTime().After(k.used) {
			k.used = info.ModTime()
		}
		if info.Mode().IsRegular() {
			k.size += info.Size()
		}
		return nil
	})
}

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
