package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func bossDownloadCase() corpus.Case {
	return corpus.Case{
		Slug:        "boss-download",
		Class:       corpus.CommunicationDeadlock,
		Story:       "Three bugs in one download manager. A thread counts itself as done when it begins, so the flag may go up before the pages are there. One that finds no page keeps the connection, and the others wait for it for ever. And the log is written by a daemon, which the end of the program does not wait for. If every thread runs in turn, all is well.",
		Python:      "connection.acquire(); page = fetch(url); connection.release()  # fetch raises",
		Go:          "countDown(); connection <- struct{}{}; if !found { return }",
		MissingEdge: "the return without a page has no receive before it that would free the connection; the Set comes before the stores that it stands for; and nothing orders the daemon's last write before the end",
		Chain:       "what frees the connection and the count are deferred, so every way out passes both, once and after its store: the receive happens before the next send returns, and the Set behind the last count before Wait returns; the close of lines happens before the end of the daemon's loop, and that before the return of its Wait",
		Symptom:     "the program hangs, or misses a page, or the last line of its log, each on another day",
		Repair:      "defer what must happen on every way out, count when the page is stored, and join the daemon",
		Outcomes: []corpus.Outcome{
			{Match: "complete", Grade: corpus.Acceptable, Means: "both pages and both lines were there"},
			{Match: "page missing", Grade: corpus.Forbidden, Means: "the flag came before a page was stored"},
			{Match: "line missing", Grade: corpus.Forbidden, Means: "the program ended before its daemon had written the last line"},
		},
		Show: detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: bossDownload,
	}
}
