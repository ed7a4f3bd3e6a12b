//go:build unix

package gocmd

import (
	"io/fs"
	"os"
	"syscall"
)

// closed reports whether this user owns a folder, and no other can look into it.
func closed(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid() && info.Mode().Perm() == 0o700
}
