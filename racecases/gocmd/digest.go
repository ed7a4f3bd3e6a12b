package gocmd

import (
	"fmt"
	"hash/crc64"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// digest returns a checksum of what a build has made: the names of its files, which of them can
// be executed, and all that they hold. Size and time alone would not show what a failing
// disk changes; a program of 5 MB is read in milliseconds.
func digest(dir string) (string, error) {
	sum := crc64.New(crc64.MakeTable(crc64.ECMA))
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
	return fmt.Sprintf("%x", sum.Sum(nil)), err
}
