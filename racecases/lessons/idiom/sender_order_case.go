package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func senderOrderCase() corpus.Case {
	return corpus.Case{
		Slug:        "sender-order",
		Class:       corpus.OrderViolation,
		Story:       "Two goroutines send the parts of a message, started in the order of the parts, and the receiver puts them together as they come. A channel keeps the order of one sender's values, and knows no order between senders. A second channel has the second one overtake, so that it goes wrong each time.",
		Python:      "Thread(target=q.put, args=(part,)).start()  # for each part",
		Go:          "got := []part{<-parts, <-parts}",
		MissingEdge: "the go statements are ordered, the sends that follow them are not",
		Chain:       "each part carries its number, so its place does not depend on which send came first; both sends happen before the receives that take them, and the sort stands behind those",
		Symptom:     "worldhello, under load",
		Repair:      "number the parts and sort them",
		Outcomes: []corpus.Outcome{
			{Match: "hello, world", Grade: corpus.Acceptable, Means: "in the order of the parts"},
			{Match: "worldhello, ", Grade: corpus.Forbidden, Means: "in the order of arrival"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("channels order everything that happens"),
		},
		Program: senderOrder,
	}
}
