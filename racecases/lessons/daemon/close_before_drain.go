//go:build !broken

package daemon

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"threadlab/racecases/corpus"
)

func closeBeforeDrain(r *corpus.Run) string {
	var wg sync.WaitGroup
	f, err := os.Create(filepath.Join(r.Dir(), logFile))
	if err != nil {
		return "no file"
	}
	lines := make(chan string, 10)
	wg.Go(func() {
		out := bufio.NewWriter(f)
		defer out.Flush()
		for line := range lines {
			fmt.Fprintln(out, line)
		}
	})
	for i := range logLines {
		lines <- fmt.Sprint("line ", i)
	}
	close(lines)
	wg.Wait()
	f.Close()
	return "ended"
}
