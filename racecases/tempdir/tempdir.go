// Package tempdir gives a process a folder of its own for temporary files, and removes
// those of processes that were killed and could not do so themselves.
package tempdir

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	prefix = "threadlab-"
	suffix = ".lock" // of the file beside a folder that its owner holds a lock on; the system lets go of it when the owner ends
)

// unlockedFor is how old a folder without a lock must be: what tests, and commands on
// systems without such locks, leave when they are killed.
const unlockedFor = 24 * time.Hour

// A Dir is the folder of this process.
type Dir struct {
	Path string
	lock *os.File // nil where the system has no such locks
}

// New makes a folder among the temporary files, which is this process's until its end.
func New() (*Dir, error) {
	for {
		path, err := os.MkdirTemp("", prefix)
		if err != nil {
			return nil, err
		}
		lock, err := own(path + suffix)
		if err == nil && !exists(path) {
			err = errors.Join(errTaken, lock.Close())
		}
		if err == nil || errors.Is(err, errors.ErrUnsupported) {
			return &Dir{path, lock}, nil
		}
		_ = os.RemoveAll(path)
		if !errors.Is(err, errTaken) {
			return nil, err
		}
	}
}

// At makes the folder at a path, whose name should begin as those of [New] do, this process's until its end. What a killed
// one has left in it is removed. The error says that another process has it, or that none can have it alone.
func At(path string) (*Dir, error) {
	lock, err := own(path + suffix)
	if err != nil {
		return nil, err
	}
	d := &Dir{path, lock}
	if err := cmp.Or(os.RemoveAll(path), os.Mkdir(path, 0o700)); err != nil {
		return nil, errors.Join(err, d.Remove())
	}
	return d, nil
}

// errTaken says that another process holds a lock.
var errTaken = errors.New("another process holds the lock")

// own makes a file with a lock on it. Another process may have taken it for one that was
// left, and removed it, before it was locked.
func own(name string) (*os.File, error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err = tryLock(file); err == nil && !isNamed(file, name) {
		err = errTaken
	}
	if err == nil {
		return file, nil
	}
	_ = file.Close()
	if errors.Is(err, errors.ErrUnsupported) {
		_ = os.Remove(name)
	}
	return nil, err
}

// isNamed reports whether an open file is the one of a name.
func isNamed(file *os.File, name string) bool {
	open, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(open, there)
}

// Remove removes the folder and all that is in it.
func (d *Dir) Remove() error {
	err := os.RemoveAll(d.Path)
	if d.lock == nil {
		return err
	}
	return errors.Join(err, d.lock.Close(), os.Remove(d.lock.Name()))
}

// Sweep removes from a folder what this user's killed processes have left in it, as far as
// it can.
func Sweep(shared string) {
	left, err := filepath.Glob(filepath.Join(shared, prefix+"*"))
	if err != nil {
		return
	}
	for _, path := range left {
		info, err := os.Lstat(path)
		if err != nil || !ofThisUser(info) {
			continue
		}
		dir, isLock := strings.CutSuffix(path, suffix)
		switch {
		case isLock && info.Mode().IsRegular():
			sweep(dir, path)
		case info.IsDir() && time.Since(info.ModTime()) > unlockedFor && !exists(path+suffix):
			_ = os.RemoveAll(path)
		}
	}
}

// sweep removes a folder if no process holds its lock, and then the lock.
func sweep(dir, lock string) {
	file, err := os.OpenFile(lock, os.O_RDWR, 0)
	if err != nil {
		return
	}
	left := tryLock(file) == nil && os.RemoveAll(dir) == nil
	removed := left && os.Remove(lock) == nil // its owner may be about to lock it, and sees that it is gone
	_ = file.Close()
	if left && !removed {
		_ = os.Remove(lock) // Windows removes no file that is open
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
