package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/export"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/junit"
)

// A surveyedHalf is the result on a half of a case, in JSON.
type surveyedHalf struct {
	Case string      `json:"case"`
	Half corpus.Half `json:"half"`
	survey.Result
}

// A surveyLine is a line of JSON that an earlier call has written: a result, or an error.
type surveyLine struct {
	survey.Result
	Error string `json:"error"`
}

// lines are the results as JSON lines, and then the errors of what has none.
func (s *surveying) lines() []byte {
	var text bytes.Buffer
	for _, r := range s.results {
		var line any = r
		if s.half != nil {
			line = surveyedHalf{s.half.ref.Name(), s.half.half, r}
		}
		_ = export.Line(&text, line) // a buffer takes everything
	}
	for _, err := range s.failed {
		_ = export.Line(&text, errorLine{1, fromHereIn(err.Error())})
	}
	return text.Bytes()
}

// annotate writes the failures that are not known as GitHub workflow commands.
func (s *surveying) annotate(findings []survey.Finding) {
	out := s.c.Root().Writer
	for _, f := range s.groups(findings) {
		_ = export.Annotation(out, string(f.Class)+" in "+f.Failing(), s.exported(f), inRepository(s.where))
	}
	for _, err := range s.failed {
		_ = export.Error(out, "cannot be explored", fromHereIn(err.Error()))
	}
	if s.whole && s.inconclusive() {
		_ = export.Error(out, "stopped", inconclusive)
	}
}

// outputs are the failures that are not known, and each test.
func (s *surveying) outputs(findings []survey.Finding) outputs {
	o := outputs{title: "threadlab explore", where: s.where, unrun: !s.begun()}
	schedules := 0
	for _, f := range s.groups(findings) {
		o.findings = append(o.findings, s.exported(f))
	}
	for _, r := range s.results {
		schedules += r.Schedules
		o.cases = append(o.cases, s.junitCase(r))
	}
	for _, err := range s.failed {
		o.cases = append(o.cases, junit.Case{Class: "threadlab", Name: "build", Failure: fromHereIn(err.Error())})
	}
	o.text = fmt.Sprintf("%s, %s, %s", plural(len(s.results), "test"), plural(schedules, "schedule"), plural(len(o.findings), "failure"))
	if n := len(s.failed); n > 0 {
		o.text += "; " + plural(n, "package") + " not explored"
	}
	if s.inconclusive() {
		o.text += "; " + inconclusive
	}
	return o
}

// junitCase is a test in JUnit XML. It has failed if one of its failures makes the run fail.
func (s *surveying) junitCase(r survey.Result) junit.Case {
	x := junit.Case{Class: r.Package, Name: r.Test}
	for _, f := range r.Findings {
		f.Package, f.Folder, f.Test = r.Package, r.Folder, r.Test
		if s.fails(f) {
			x.Failure += s.exported(f).Text + "\n"
		}
	}
	if r.Verdict == explore.Refused || r.Verdict == explore.Skipped || unbegun(r) {
		x.Skipped = r.Why
	}
	return x
}

// where finds the file of a frame: the explorer names those of the reader as seen from
// here, or from the folder of the workspace.
func (s *surveying) where(f detect.Frame) (string, bool) {
	if filepath.IsAbs(f.File) {
		return f.File, false
	}
	for _, root := range []string{"", s.work} {
		file := filepath.Join(root, f.File)
		if _, err := os.Stat(file); err == nil {
			return gocmd.FromHere(file), true
		}
	}
	return f.File, false
}

// exported is a failure as other programs read it, with how to see it again.
func (s *surveying) exported(f survey.Finding) detect.Finding {
	e := detect.Finding{
		Detector: detect.Explorer, Label: detect.LabelOf(detect.Explorer, string(f.Failure.Kind)),
		Test: f.Failing(), Fingerprint: f.Fingerprint, Minor: f.Class != scheduler.Bug && !s.fails(f),
	}
	for _, other := range f.Under {
		e.Also = append(e.Also, s.exported(other))
	}
	at := func(what string, g int, where []scheduler.Frame) {
		for _, p := range where {
			frame := detect.Frame{Func: p.Func, File: p.File, Line: p.Line}
			if _, ok := s.where(frame); ok { // the innermost that is the reader's
				e.Places = append(e.Places, detect.Place{What: what, Goroutine: g, Frame: frame})
				return
			}
		}
	}
	for _, x := range f.Failure.Races {
		at(x.Op, x.Goroutine, x.Where)
	}
	for _, w := range f.Failure.Waits {
		at(w.Op, w.Goroutine, w.Where)
	}
	var said []string
	for _, p := range e.Places {
		said = append(said, p.What+" "+export.Spot(p, s.where))
	}
	if f.Failure.Kind == scheduler.Race && len(said) > 0 { // these tell it from others
		e.Text = fmt.Sprintf("%s: %s\n", f.Failure.Kind, strings.Join(said, " and "))
	} else {
		e.Text = fmt.Sprintf("%s: %s\n", f.Failure.Kind, strings.Join(append([]string{f.Failure.Message}, said...), "\n"))
	}
	e.Text += fmt.Sprintf("%s\nagain: %s", s.half.name(f.Package, f.Failing()), s.again(f))
	if said := placeInMessage.FindStringSubmatch(f.Failure.Message); said != nil && f.Failure.Kind == scheduler.Assertion {
		line, _ := strconv.Atoi(said[2]) // it is a number
		at(string(f.Failure.Kind), 0, []scheduler.Frame{{File: said[1], Line: line}})
	}
	if len(e.Places) == 0 || f.Failure.Kind != scheduler.Assertion { // where a test's end is noticed, as in TestMain, says less
		at(string(f.Failure.Kind), 0, f.Failure.Where)
	}
	if last := len(f.Trace) - 1; len(e.Places) == 0 && last >= 0 {
		at(f.Trace[last].Op, f.Trace[last].Goroutine, f.Trace[last].Where)
	}
	return e
}

// placeInMessage finds the place in the message of a test that fails.
var placeInMessage = regexp.MustCompile(` at (\S+\.go):(\d+): `)

// again is the command that shows a failure again.
func (s *surveying) again(f survey.Finding) string {
	flags := ""
	if f.MemoryAccesses {
		flags += " -memory-accesses"
	}
	if f.Failure.Kind == scheduler.Race {
		flags += " -race"
	}
	if n := s.plan.Options.Steps; n > scheduler.MaxSteps {
		flags += fmt.Sprintf(" -steps %d", n)
	}
	return fmt.Sprintf("%s explore %s%s -replay %s", invoked(), s.half.operands(packageOf(f), f.Test), flags, f.Replay)
}

// packageOf names the package of a failure as the go command takes it in this folder.
func packageOf(f survey.Finding) string {
	if info, err := os.Stat(filepath.FromSlash(f.Folder)); f.Folder == "" || filepath.IsAbs(f.Folder) || err != nil || !info.IsDir() {
		return f.Package
	}
	if f.Folder == "." {
		return "."
	}
	return "./" + f.Folder
}
