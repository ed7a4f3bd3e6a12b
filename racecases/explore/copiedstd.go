package explore

import (
	"bytes"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

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

// importCopies returns the text of a file that imports copies of Go's own packages in their place.
func importCopies(text []byte) []byte {
	if !bytes.Contains(text, []byte(`"net/rpc`)) {
		return text
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.ImportsOnly)
	if err != nil {
		return text // the compiler says it better
	}
	for _, spec := range slices.Backward(file.Imports) {
		if path, _ := strconv.Unquote(spec.Path.Value); isCopied(path) {
			at := fset.Position(spec.Path.Pos()).Offset
			text = slices.Replace(text, at, at+len(spec.Path.Value), []byte(strconv.Quote(copiedModule+"/"+path))...)
		}
	}
	return text
}
