//go:build !unix

package gocmd

import "io/fs"

// closed reports true: the folder for temporary files is the user's own.
func closed(fs.FileInfo) bool { return true }
