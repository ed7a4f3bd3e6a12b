//go:build broken

package idiom

import (
	"threadlab/racecases/corpus"
)

// news is a package's own variable because the lesson is about what is reachable:
// the garbage collector never finds a goroutine lost that waits for this channel.
var news chan string

func globalChanLeak(*corpus.Run) string {
	news = make(chan string)
	read := make(chan string)
	go func() {
		for headline := range news { // want: wait chan receive
			read <- headline
		}
	}()
	news <- "all quiet"
	headline := <-read
	return "read: " + headline
}
