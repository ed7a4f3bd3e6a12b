package measure

// NewBinary returns a Binary that is built already.
func NewBinary(file, dir string) *Binary { return &Binary{file, dir} }

// What reads the machine, for tests with another machine.
var (
	Frequency  = frequency
	Processors = processors
)
