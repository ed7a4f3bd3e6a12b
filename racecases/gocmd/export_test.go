package gocmd

// CompilerFor is compilerFor.
func CompilerFor(system string) string { return compilerFor(system) }
