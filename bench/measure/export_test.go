package measure

// NewBinary returns a Binary that is built already.
func NewBinary(dir string, files ...string) *Binary { return &Binary{files, dir} }

// Files returns the file of each layout.
func (b *Binary) Files() []string { return b.files }

// What reads the machine, for tests with another machine.
var (
	Frequency  = frequency
	Processors = processors
)
