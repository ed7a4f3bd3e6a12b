//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tempdir

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock on a file, or says at once that another process holds it.
func tryLock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errTaken
	}
	return err
}

func ofThisUser(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
