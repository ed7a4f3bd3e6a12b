package testmain_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
)

func TestMain(m *testing.M) {
	testmain.Wait(waiting)
	testmain.Run(m, func() { fmt.Println("cleaned up") })
}

// waiting is how many tests run at a time here for each processor.
const waiting = 4

// planted says in a child what its tests do.
const planted = "TESTMAIN_PLANTED"

// TestPlanted does what a variable of the environment says, and nothing without it.
func TestPlanted(t *testing.T) {
	switch os.Getenv(planted) {
	case "fails":
		t.Error("failed")
	case "leaks":
		go func() { select {} }()
	case "races":
		race(t)
	case "waits":
		fmt.Println("parallel:", flag.Lookup("test.parallel").Value)
	}
}

// race has two goroutines write a variable, in no order.
func race(t *testing.T) {
	counter := 0
	done := make(chan bool, 2)
	for range 2 {
		go func() {
			counter++
			done <- true
		}()
	}
	<-done
	<-done
	t.Log(counter)
}

// TestRun: the status is that of the tests, a goroutine that is left is a failure, and
// so is a race; more tests run at a time than there are processors, unless a flag says otherwise.
func TestRun(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for _, tt := range []struct {
		does   string
		flags  []string
		status int
		says   string
	}{
		{"nothing", nil, 0, "PASS\n"},
		{"fails", nil, 1, "failed"},
		{"leaks", nil, 1, "found unexpected goroutines"},
		{"races", nil, raceStatus, raceSays},
		{"waits", nil, 0, fmt.Sprintln("parallel:", waiting*runtime.GOMAXPROCS(0))},
		{"waits", []string{"-test.parallel=1"}, 0, "parallel: 1\n"},
	} {
		t.Run(tt.does, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(self, append(tt.flags, "-test.run=^TestPlanted$")...)
			cmd.Env = append(os.Environ(), planted+"="+tt.does)
			out, err := cmd.CombinedOutput()
			assert.Equal(t, tt.status, cmd.ProcessState.ExitCode(), "%v", err)
			assert.Contains(t, string(out), tt.says)
			assert.Contains(t, string(out), "cleaned up\n")
		})
	}
}
