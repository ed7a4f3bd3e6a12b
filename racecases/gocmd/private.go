package gocmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// PrivateFolder returns a folder of this user in one that others write to as well, and makes it if need be. What is
// executed lies in it: an error says that others could put something there.
func PrivateFolder(shared string) (string, error) {
	dir := filepath.Join(shared, fmt.Sprintf("threadlab.%d", os.Getuid()))
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(dir) // a link is none of ours
	if err != nil {
		return "", err
	}
	if !info.IsDir() || !closed(info) {
		return "", fmt.Errorf("%s is open to other users: remove it, or set XDG_CACHE_HOME to a folder of your own", dir)
	}
	return dir, nil
}
