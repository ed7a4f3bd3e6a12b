//go:build broken

package daemon

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func lostWritesAtExit(r *corpus.Run) string {
	file := filepath.Join(r.Dir(), logFile)
	lines := make(chan string)
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	writer := python.NewThread(func(*primitives.Thread) error {
		f, err := os.Create(file)
		if err != nil {
			return err
		}
		defer f.Close()
		out := bufio.NewWriter(f)
		for line := range lines { // want: wait chan receive
			fmt.Fprintln(out, line)
		}
		return out.Flush()
	}, primitives.WithDaemon(true))
	_ = python.Run(func(main *primitives.Thread) error {
		_ = writer.Start()
		for i := range logLines {
			lines <- fmt.Sprint("line ", i)
		}
		return nil
	})
	return "ended"
}
