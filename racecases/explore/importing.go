package explore

// importPatch leaves out of go/importer, and of what that is made of, all that the instrumenter does
// not use: it is given the files with export data by the go command. What these packages find
// others by, such as go/build and debug/elf, takes as long to compile as the type checker.
var importPatch = patch{
	name: "go/importer", home: "go/importer/importer.go",
	edits: map[string][]edit{
		"go/importer/importer.go": {
			{`\n\t"go/build"\n\t"go/internal/gccgoimporter"\n`, "\n\n\n"},
			{`\n\t"go/internal/srcimporter"\n`, "\n\n"},
			{`(?s)\n\tcase "gccgo":\n.*\n\tcase "source":\n.*?\n\t}\n`, "\n\t}\n"},
			{`(?s)\n// gccgo importer\n.*`, "\n"},
		},
		"internal/exportdata/exportdata.go": {
			{`\n\t"bytes"\n`, "\n\n"},
			{`\n\t"go/build"\n`, "\n\n"},
			{`\n\t"os"\n\t"os/exec"\n\t"path/filepath"\n`, "\n\n\n\n"},
			{`\n\t"sync"\n`, "\n\n"},
			{`(?s)\n// FindPkg returns .*`, "\nfunc FindPkg(path, _ string) (string, string, error) { return \"\", path, errors.New(\"not found\") }\n"},
		},
	},
}
