package gil

import "threadlab/racecases/corpus"

func storeBufferAtomicCase() corpus.Case {
	return corpus.Case{
		Slug:     "store-buffer-atomic",
		Class:    corpus.OrderViolation,
		Negative: true,
		Story: "Each of two goroutines raises its own flag and then looks at the other's. On a processor with store buffers both could find nothing, which is how Dekker's algorithm broke. " +
			"Go's atomic operations are sequentially consistent: all goroutines see them in one order, so one of the two sees the other's flag.",
		Python:      "x = 1; see_y = y  # and in the other thread: y = 1; see_x = x",
		Go:          "x.Store(1); seenY = y.Load()",
		MissingEdge: "in the one order of all atomic operations some Store is last, and the Load behind it comes after the other Store",
		Outcomes:    corpus.Exactly("neither goroutine saw the other's flag"),
		Program:     storeBufferAtomic,
	}
}
