package testmain_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
)

func TestMain(m *testing.M) {
	testmain.Run(m, func() { fmt.Println("cleaned up") })
}

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
// so is a race.
func TestRun(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for does, want := range map[string]struct {
		status int
		says   string
	}{
		"nothing": {0, "PASS\n"},
		"fails":   {1, "failed"},
		"leaks":   {1, "found unexpected goroutines"},
		"races":   {raceStatus, raceSays},
	} {
		t.Run(does, func(t *testing.T) {
			cmd := exec.Command(self, "-test.run=^TestPlanted$")
			cmd.Env = append(os.Environ(), planted+"="+does)
			out, err := cmd.CombinedOutput()
			assert.Equal(t, want.status, cmd.ProcessState.ExitCode(), "%v", err)
			assert.Contains(t, string(out), want.says)
			assert.Contains(t, string(out), "cleaned up\n")
		})
	}
}
