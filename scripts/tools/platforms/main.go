// Command platforms type-checks every package, tests included, as it is compiled for other
// systems than this one, and for each half of the cases. It reads all sources and compiles
// none, which takes a tenth of what go vet does for a platform that nothing was built for.
//
//	go run -C scripts/tools ./platforms windows/amd64 js/wasm
//
// Exit status: 1 if something does not compile.
package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

func main() {
	status := 0
	for _, platform := range os.Args[1:] {
		for _, tags := range []string{"", "broken"} {
			failed, err := check(platform, tags)
			if err != nil {
				fmt.Fprintln(os.Stderr, "platforms:", err)
				os.Exit(2)
			}
			for _, line := range failed {
				fmt.Fprintf(os.Stderr, "%s %s: %s\n", platform, tags, line)
				status = 1
			}
		}
	}
	os.Exit(status)
}

// check returns what is wrong with the module's packages for one platform, each once.
func check(platform, tags string) (failed []string, err error) {
	system, processor, ok := strings.Cut(platform, "/")
	if !ok {
		return nil, fmt.Errorf("%s: want a system and a processor, as in windows/amd64", platform)
	}
	all, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedTypes |
			packages.NeedTypesSizes | packages.NeedModule,
		Dir:        "../..",
		Env:        append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0"),
		BuildFlags: []string{"-tags=" + tags, "-buildvcs=false"},
		Tests:      true,
	}, "./...")
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	packages.Visit(all, nil, func(p *packages.Package) {
		if p.Module == nil || !p.Module.Main {
			return // not every library is for every system, and its users are checked
		}
		for _, e := range p.Errors {
			if line := e.Error(); !seen[line] {
				seen[line] = true
				failed = append(failed, line)
			}
		}
	})
	return failed, nil
}
