package gocmd

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/rogpeppe/go-internal/robustio"
)

// A Cache keeps what builds have made, a folder for each [Key], for this process and
// others. Builds that are unused for long, or of a checkout that is gone, are removed by
// and by, and one that is no longer what was made is made anew.
//
//	key := gocmd.NewKey(root)                                     // the folder of its go.mod
//	err := key.Sources("threadlab", "threadlab/racecases/runner") // and what these import
//	err = key.Go(ctx, g)                                          // the Go that builds, and with what
//	key.Add("race", flags)                                        // what else makes a build another
//	dir, err := cache.Entry(ctx, key, func(dir string) error { return build(ctx, dir) })
type Cache struct{ dir string }

// OpenCache returns the cache of this user. One without a home has it in a folder of the
// temporary files that is closed to others, see [PrivateFolder].
func OpenCache() (Cache, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir, err = PrivateFolder(os.TempDir())
	}
	if err != nil {
		return Cache{}, err
	}
	c, err := CacheIn(filepath.Join(dir, "threadlab"))
	if err != nil {
		err = fmt.Errorf("no cache of builds: %w: set XDG_CACHE_HOME to a folder that can be written to", err)
	}
	return c, err
}

// CacheIn returns the cache in a folder, which is made if need be.
func CacheIn(dir string) (Cache, error) { return Cache{dir}, os.MkdirAll(dir, 0o755) }

// The files beside and in the folder of a key, and that of the whole cache.
const (
	lockSuffix = ".lock"
	madeFor    = ".root"   // holds the module's root; its time is that of the last use
	digested   = ".sum"    // holds the digest of what was made
	pruned     = ".pruned" // its time is that of the last [Cache.Prune]
)

// Entry returns the folder of a build. If it is not there, build writes it into an empty folder, whose name is none
// that the result may depend on: it becomes the entry when build has returned nil, and is removed otherwise. Two that
// need the same build at once take turns.
func (c Cache) Entry(ctx context.Context, key *Key, build func(dir string) error) (string, error) {
	dir := filepath.Join(c.dir, key.String())
	if use(dir) {
		return dir, nil
	}
	unlock, err := lock(ctx, dir+lockSuffix)
	if err != nil {
		return "", err
	}
	defer unlock()
	if use(dir) {
		return dir, nil
	}
	if err := c.make(dir, key, build); err != nil {
		return "", err
	}
	return dir, c.pruneDaily()
}

func (c Cache) make(dir string, key *Key, build func(dir string) error) error {
	name := key.String() + "-"
	left, err := filepath.Glob(filepath.Join(c.dir, name+"*")) // of a process that was killed: this one holds the lock
	for _, dir := range left {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp(c.dir, name)
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp) // it is gone already when all went well
	if err := build(temp); err != nil {
		return err
	}
	sum, err := digest(temp)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{digested: sum, madeFor: key.root} {
		if err := os.WriteFile(filepath.Join(temp, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return place(temp, dir, robustio.RemoveAll) // there may be half of one that was being removed
}

// RootOf returns the root of the module that an entry was made for: empty if a folder is no entry.
func RootOf(dir string) string {
	root, err := os.ReadFile(filepath.Join(dir, madeFor))
	if err != nil {
		return ""
	}
	return string(root)
}

// use reports whether an entry is there and is what was made, and notes that it is used.
func use(dir string) bool {
	now := time.Now()
	if err := os.Chtimes(filepath.Join(dir, madeFor), now, now); errors.Is(err, fs.ErrNotExist) {
		return false // and on a file system that cannot be written to an old time stays
	}
	want, err := os.ReadFile(filepath.Join(dir, digested))
	if err != nil {
		return false
	}
	got, err := digest(dir)
	return err == nil && got == string(want)
}

// lock waits for its turn as long as ctx allows.
func lock(ctx context.Context, name string) (unlock func(), err error) {
	type turn struct {
		end func()
		err error
	}
	turns := make(chan turn, 1)
	go func() {
		end, err := lockedfile.MutexAt(name).Lock()
		turns <- turn{end, err}
	}()
	select {
	case t := <-turns:
		return t.end, t.err
	case <-ctx.Done():
		go func() {
			if t := <-turns; t.err == nil {
				t.end()
			}
		}()
		return nil, ctx.Err()
	}
}

// digest returns a checksum of what a build has made: the names of its files, which of them can be executed, and all that
// they hold. Size and time alone would not show what a failing disk changes; a program of 5 MB is read in milliseconds.
func digest(dir string) (string, error) {
	sum := crc32.New(castagnoli())
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || name == "." || name == digested || name == madeFor {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%q %v %v %d\n", filepath.ToSlash(name), info.Mode().Type(), info.Mode()&0o111 != 0, info.Size())
		if !info.Mode().IsRegular() {
			return nil
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = io.Copy(sum, file)
		return err
	})
	return fmt.Sprintf("%08x", sum.Sum32()), err
}
