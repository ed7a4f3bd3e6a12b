//go:build broken

package daemon

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"threadlab/racecases/corpus"
)

func osExitSkipsDefer(r *corpus.Run) string {
	run := func() (status int) {
		f, err := os.Create(filepath.Join(r.Dir(), logFile))
		if err != nil {
			return 2
		}
		defer f.Close()
		out := bufio.NewWriter(f)
		defer out.Flush()
		for i := range logLines {
			fmt.Fprintln(out, "line", i)
		}
		os.Exit(1) // something failed at the end
		return 0
	}
	r.Note("exit status %d", run()) // in main: os.Exit(run())
	return "ended"
}
