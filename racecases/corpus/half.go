package corpus

// A Half is one side of a pair.
type Half string

// The halves of a case. A negative has the correct half only.
const (
	Correct Half = "correct"
	Broken  Half = "broken"
)
