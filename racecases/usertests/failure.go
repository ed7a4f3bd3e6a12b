package usertests

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
)

// failedAt finds what package testing prints of an error: the file has no folder.
var failedAt = regexp.MustCompile(`(?m)^\s+(\S+\.go):(\d+): (.*)$`)

// framing is what package testing prints of every test.
var framing = regexp.MustCompile(`(?m)^(=== .*|FAIL|exit status \d+)\n`)

// failure is the finding of a trial that fails while no detector sees why. Its place is
// that of the first error, or else the test.
func (m *Measurement) failure(o detect.Output) detect.Finding {
	f := detect.Finding{
		Detector: detect.Testing, Label: detect.LabelFailure, Minor: network.MatchString(o.Text),
		Text: strings.TrimSpace(framing.ReplaceAllString(o.Text, "")),
	}
	at := m.Package.declared(m.Test)
	if said := failedAt.FindStringSubmatch(o.Text); said != nil {
		f.Message = said[3]
		if file, ok := m.Package.sibling(said[1]); ok {
			at.File = file
			at.Line, _ = strconv.Atoi(said[2]) // it is a number
		}
	}
	f.Places = []detect.Place{{What: "fails", Frame: at}}
	return f
}

// declared returns where a test begins.
func (p *Package) declared(test string) detect.Frame {
	for _, f := range p.files {
		for _, t := range f.tests {
			if file, ok := p.named(f.path); ok && t.name == test {
				return detect.Frame{Func: p.ImportPath + "." + test, File: file, Line: t.first}
			}
		}
	}
	return detect.Frame{}
}

// sibling returns the name of a file beside the tests; false if it is not there.
func (p *Package) sibling(base string) (string, bool) {
	path := filepath.Join(p.Dir, base)
	if _, err := os.Stat(path); err != nil {
		return "", false
	}
	return p.named(path)
}
