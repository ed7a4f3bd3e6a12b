//go:build broken

package idiom

import (
	"threadlab/racecases/corpus"
)

// news is a package's own variable because the lesson is about what one keeps
// alive: to the garbage collector nobody who waits for it is ever lost.
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
