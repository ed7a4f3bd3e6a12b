//go:build !broken

package rlock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func onceReentry(r *corpus.Run) string {
	var once sync.Once
	var log func(line string)
	var lines []string
	open := func() {
		once.Do(func() {
			lines = append(make([]string, 0, 100), "log opened")
		})
	}
	log = func(line string) {
		open()
		lines = append(lines, line)
	}
	log("hello")
	return r.Tally("lines", len(lines), 2)
}
