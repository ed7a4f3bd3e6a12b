package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func mutualJoinCase() corpus.Case {
	return corpus.Case{
		Slug:        "mutual-join",
		Class:       corpus.CommunicationDeadlock,
		Story:       "At shutdown the reader joins the writer, to end last, and the writer joins the reader for the same reason. Neither can end before the other has. Joining oneself is refused, by Python and here; a cycle of two goes unnoticed by both.",
		Python:      "reader: writer.join()  # and writer: reader.join()",
		Go:          "writer.Join(t) and reader.Join(t)",
		MissingEdge: "each thread's end stands behind the other's: the joins form a cycle",
		Chain:       "the writer waits for no thread, so its end happens before the reader's Join returns, and both ends before the main thread's Joins return",
		Symptom:     "the program does its work and then does not end",
		Repair:      "joins go one way only, from the parent to the children",
		Outcomes: []corpus.Outcome{
			{Match: "both ended", Grade: corpus.Acceptable, Means: "each join returned"},
		},
		Show: detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: mutualJoin,
	}
}
