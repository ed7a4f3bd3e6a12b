package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func signalUnbufferedCase() corpus.Case {
	return corpus.Case{
		Slug:        "signal-unbuffered",
		Class:       corpus.LostWakeup,
		Story:       "A program asks the operating system's signals into a channel and comes to it when it has finished what it is doing. The sender does not wait: if no goroutine is receiving and the channel has no room, the signal is gone. Ctrl-C works in every test at a prompt, and not under load.",
		Python:      "signal.signal(SIGUSR1, handler)  # Python keeps a flag for each signal, and loses none",
		Go:          "stop := make(chan os.Signal)",
		MissingEdge: "the send of the signal is given up before the receive begins, so there is nothing that the receive could come after",
		Chain:       "the runtime's send goes into the buffer, whether or not a goroutine receives, and Stop of the other channel returns after both sends have been tried, so the last receive finds it",
		Symptom:     "a program that now and then must be asked twice to stop",
		Repair:      "a channel with room for one",
		Outcomes: []corpus.Outcome{
			{Match: "stopped", Grade: corpus.Acceptable, Means: "the signal was there when the program came to it"},
			{Match: "missed", Grade: corpus.Forbidden, Means: "the signal came while no goroutine was receiving, and was dropped"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome:     corpus.Always(),
			detect.Runtime:     corpus.Never("no goroutine waits: the program looks and goes on"),
			detect.Hang:        corpus.Never("no goroutine waits: the program looks and goes on"),
			detect.Synctest:    corpus.NotApplicable("the goroutine that delivers signals is outside of any bubble"),
			detect.LeakProfile: corpus.Never("no goroutine waits: the program looks and goes on"),
		},
		Witness:     "in every run of the process itself the signal is not in the channel; the explorer does not model signals",
		NotModelled: "syscall.Kill",
		Program:     signalUnbuffered,
	}
}
