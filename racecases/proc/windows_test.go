package proc_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/proc"
)

// TestTree: a child that has started one itself ends with its context, and with its parent
// if that has bound its children, each with all below it.
func TestTree(t *testing.T) {
	switch os.Getenv("THREADLAB_LEVEL") {
	case "parent":
		proc.BindChildren()
		_ = level(t.Context(), "child").Run()
		return
	case "child":
		_ = level(t.Context(), "grandchild").Run()
		return
	case "grandchild":
		fmt.Println("here")
		select {}
	}
	for _, name := range []string{"parent", "child"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			cmd := level(ctx, name)
			if name == "parent" { // nothing looks for its children
				cmd = exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...)
				cmd.Env = append(os.Environ(), "THREADLAB_LEVEL="+name)
			}
			out, in, err := os.Pipe()
			require.NoError(t, err)
			cmd.Stdout = in
			require.NoError(t, cmd.Start())
			require.NoError(t, in.Close())
			_, err = out.Read(make([]byte, 4))
			require.NoError(t, err)
			cancel()
			require.Error(t, cmd.Wait())
			_, err = io.Copy(io.Discard, out) // it ends when no process has it open any more
			require.NoError(t, err)
			require.NoError(t, out.Close())
		})
	}
}

// level is a process that passes its output to the next one.
func level(ctx context.Context, name string) *exec.Cmd {
	cmd := proc.Command(ctx, os.Args[0], "-test.run=^TestTree$")
	cmd.Env = append(os.Environ(), "THREADLAB_LEVEL="+name)
	cmd.Stdout = os.Stdout
	return cmd
}
