package atomicfile_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/windows"

	"threadlab/racecases/atomicfile"
)

// TestWriteInUse: a file that a program has open, and shares with no other, is replaced when
// that program has closed it.
func TestWriteInUse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	require.NoError(t, atomicfile.Write(file, []byte("first")))
	name, err := windows.UTF16PtrFromString(file)
	require.NoError(t, err)
	open, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	require.NoError(t, err)
	written := make(chan error, 1)
	go func() { written <- atomicfile.Write(file, []byte("second")) }()
	require.NoError(t, windows.CloseHandle(open))
	require.NoError(t, <-written)
	assertOnly(t, file)
}
