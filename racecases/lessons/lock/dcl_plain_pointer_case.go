package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func dclPlainPointerCase() corpus.Case {
	return corpus.Case{
		Slug:        "dcl-plain-pointer",
		Class:       corpus.DataRace,
		Story:       "The settings are made once, at the first use. To spare the lock afterwards, the pointer is read before the lock is taken. That first look races with the store under the lock, and a goroutine that sees the pointer early may see settings that are not filled in yet. The pattern is old and was taken for correct for years.",
		Python:      "if shared is None: with lock: if shared is None: shared = Settings()",
		Go:          "if s := shared; s != nil { return s }",
		MissingEdge: "the look before the lock is ordered by nothing after the store to shared",
		Chain:       "the settings are made before the Store of the pointer, and a Store happens before each atomic Load that sees it; a goroutine that sees nil takes the mutex, whose Unlock happens before the next Lock returns",
		Symptom:     "on some machines, rarely, settings that are half built",
		Repair:      "an atomic.Pointer, whose Store happens before the Load that sees it; or a sync.Once",
		Outcomes:    corpus.Exactly("the settings were not filled in"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race: corpus.Always(),
		},
		Program: dclPlainPointer,
	}
}
