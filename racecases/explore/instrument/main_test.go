package instrument_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"threadlab/primitives/testmain"
	"threadlab/racecases/gocmd"
)

// scratch holds the command; TestMain removes it.
var scratch string

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "instrumenter-"); err != nil {
		panic(err)
	}
	testmain.Run(m, func() { _ = os.RemoveAll(scratch) })
}

// instrumenter is the built command, which links package instrument in the place of these
// tests, as that of the explorer does.
var instrumenter = sync.OnceValues(func() (string, error) {
	file := filepath.Join(scratch, gocmd.Program("instrumenter"))
	_, err := gocmd.Go{Env: []string{noCgo}}.Output(context.Background(), "build", "-race=false", "-ldflags=-w", "-o", file, "../instrumenter")
	return file, err
})
