package measure

// NewBinary returns a Binary that somebody else has built.
func NewBinary(file, dir string) *Binary { return &Binary{file, dir} }
