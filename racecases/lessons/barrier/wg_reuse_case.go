package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func wgReuseCase() corpus.Case {
	return corpus.Case{
		Slug:  "wg-reuse",
		Class: corpus.Misuse,
		Story: "One WaitGroup serves as a barrier for every phase: each party is done, waits for the others, and adds itself again for the next phase. " +
			"But the party that is through first adds while the other has not yet come back from the same Wait.",
		Python:      "barrier.wait()  # Python's can be used again; a WaitGroup is none",
		Go:          "phase.Done(); phase.Wait(); phase.Add(1)",
		MissingEdge: "an Add for the next phase must come after every Wait of this one has returned, and nothing orders one party's Add after the other's return",
		Chain:       "each phase has a WaitGroup of its own, both parties' Dones happen before its Waits return, and no Add follows a Wait",
		Symptom:     "panic: sync: WaitGroup is reused before previous Wait has returned",
		Repair:      "a WaitGroup for each phase, or a barrier",
		Outcomes:    []corpus.Outcome{{Match: "in step", Grade: corpus.Acceptable, Means: "every phase was waited for"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime:     corpus.Always(),
			detect.Race:        corpus.FalseAlarm("sync has it report an Add beside a Wait, but without a stack: nothing says where"),
			detect.Hang:        corpus.Opportunistic("a party that laps the other leaves it waiting in the end"),
			detect.Synctest:    corpus.Opportunistic("the panic mostly comes first"),
			detect.LeakProfile: corpus.Opportunistic("the panic mostly comes first"),
		},
		Program: wgReuse,
	}
}
