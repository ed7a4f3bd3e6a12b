package gocmd

// CompilerFor is compilerFor.
func CompilerFor(system string) string { return compilerFor(system) }

// Place is place.
func Place(from, name string, remove func(path string) error) error { return place(from, name, remove) }
