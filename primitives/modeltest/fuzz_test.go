package modeltest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// The fuzz targets drive the machines of the state machine tests with bytes, two for each step: which action, and its
// argument. The committed seeds, in testdata/fuzz, run with every go test. To look for more:
//
//	go test -run '^$' -fuzz '^FuzzBarrier$' -fuzztime 1m ./primitives/modeltest

func FuzzLock(f *testing.F)             { fuzz(f, "lock") }
func FuzzRLock(f *testing.F)            { fuzz(f, "rlock") }
func FuzzSemaphore(f *testing.F)        { fuzz(f, "semaphore") }
func FuzzBoundedSemaphore(f *testing.F) { fuzz(f, "bounded-semaphore") }
func FuzzFIFOSemaphore(f *testing.F)    { fuzz(f, "fifo-semaphore") }
func FuzzFIFOSeveral(f *testing.F)      { fuzz(f, "fifo-several") }
func FuzzEvent(f *testing.F)            { fuzz(f, "event") }
func FuzzCondition(f *testing.F)        { fuzz(f, "condition") }
func FuzzBarrier(f *testing.F)          { fuzz(f, "barrier") }

// targets names the target of each kind of machine.
var targets = map[string]string{
	"lock": "FuzzLock", "rlock": "FuzzRLock", "event": "FuzzEvent", "condition": "FuzzCondition", "barrier": "FuzzBarrier",
	"semaphore": "FuzzSemaphore", "bounded-semaphore": "FuzzBoundedSemaphore", "fifo-semaphore": "FuzzFIFOSemaphore",
	"fifo-several": "FuzzFIFOSeveral",
}

func fuzz(f *testing.F, name string) {
	for _, k := range machineKinds {
		if k.name == name {
			f.Fuzz(func(t *testing.T, steps []byte) {
				if err := follow(t, k.good(), steps); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

// follow has a machine take the steps, and returns the first disagreement.
func follow(t *testing.T, m machine, steps []byte) (err error) {
	const most = 400 // bytes: more steps find nothing that fewer do not
	steps = steps[:min(len(steps), most)]
	synctest.Test(t, func(*testing.T) {
		defer settle()
		actions := m.actions()
		for i := 0; i+1 < len(steps) && err == nil; i += 2 {
			a := actions[int(steps[i])%len(actions)]
			a.do(int(steps[i+1]))
			synctest.Wait()
			if err = m.compare(); err != nil {
				err = fmt.Errorf("step %d, %s(%d): %w", i/2, a.name, steps[i+1], err)
			}
		}
	})
	return err
}

// The committed seeds are worth something: for each kind, one of them shows what is wrong with the broken one.
func TestFuzzSeedsCatch(t *testing.T) {
	require.Len(t, targets, len(machineKinds))
	for _, k := range machineKinds {
		t.Run(k.name+"/"+k.flaw, func(t *testing.T) {
			for _, steps := range seeds(t, targets[k.name]) {
				if err := follow(t, k.broken(), steps); err != nil {
					t.Log(err)
					return
				}
			}
			t.Fatal("no seed sees it")
		})
	}
}

// seeds reads the committed corpus of a target.
func seeds(t *testing.T, target string) (all [][]byte) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "fuzz", target, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		_, line, _ := strings.Cut(string(content), "\n")
		quoted := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "[]byte("), ")")
		steps, err := strconv.Unquote(quoted)
		require.NoError(t, err, file)
		all = append(all, []byte(steps))
	}
	return all
}
