package explore

// copiedModule is the module to which the copies of Go's own packages belong.
const copiedModule = "threadlab_std"

// isCopied reports whether a package of Go's own is plain code over what is modelled: a copy of it
// is instrumented, as the packages of other modules are.
func isCopied(path string) bool { return path == "net/rpc" || path == "net/rpc/jsonrpc" }

// copied returns a package of Go's own as one of another module.
func (p listed) copied() listed {
	p.ImportPath, p.Standard = copiedModule+"/"+p.ImportPath, false
	p.Module = &module{Path: copiedModule, GoVersion: "1.26"}
	return p
}
