// Package detect reads a trial's answer: one file per detector, each saying what
// it claims to find and how it reads.
//
// A detector that reports something is not thereby right. Every report is held
// against the marks of the case (see [corpus.Mark]): a report on other lines is
// a false alarm and a miss at once.
package detect

import (
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

// A Label is what a trial showed, in a word.
type Label string

// The labels. Several may hold of one trial.
const (
	LabelRace    Label = "race"
	LabelGoleak  Label = "goleak"
	LabelPanic   Label = "panic"
	LabelFatal   Label = "fatal"
	LabelAsleep  Label = "asleep"
	LabelOutcome Label = "outcome"
	LabelHang    Label = "hang"

	LabelSynctest    Label = "synctest"
	LabelLeakProfile Label = "leakprofile"
	LabelLockOrder   Label = "godeadlock order"
	LabelRecursive   Label = "godeadlock recursive"
	LabelLockWait    Label = "godeadlock wait"
)

// Of a linter the label is its name and that of the check: "vet copylocks".
func lintLabel(d corpus.Detector, check string) Label { return Label(string(d) + " " + check) }

// A Site says how a report compares with the marks of the case.
type Site string

// The sites. Partial is a race report of which one stack could not be restored
// and the other hits.
const (
	Hit       Site = "hit"
	Partial   Site = "partial"
	WrongSite Site = "wrong-site"
)

// A Finding is one thing that one detector read in an answer.
type Finding struct {
	Detector corpus.Detector
	Label    Label
	Site     Site
	Marks    []corpus.Mark // the marks that it hit
	Places   []Place       // the lines of the lesson that it names
	Text     string        // the report, as the tool printed it
	Race     *Report       // set by the race detector
}

// A Place is a line of the lesson's own code that a finding names.
type Place struct {
	What      string // read, write, atomic write; what a goroutine waits for; panic, fatal
	Frame     Frame
	Goroutine int // 0 is the main goroutine of a race report, or unknown
}

// Caught reports whether the finding is of the bug that the case is about.
func (f Finding) Caught() bool { return f.Site == Hit || f.Site == Partial }

// A Detector reads answers.
type Detector struct {
	Name   corpus.Detector
	Claims []corpus.Class
	Builds []corpus.Build // where it can look
	Read   func(trial.Answer, []corpus.Mark) []Finding
}

// All returns every detector.
func All() []Detector {
	return []Detector{
		raceDetector(), goleakDetector(), runtimeDetector(), oracleDetector(), hangDetector(),
		synctestDetector(), leakProfileDetector(), vetDetector(), staticcheckDetector(), goDeadlockDetector(),
		explorerDetector(),
	}
}

// dynamic returns the builds in which a program runs.
func dynamic() []corpus.Build {
	return slices.DeleteFunc(corpus.Builds(), corpus.Build.Once)
}

// Looks reports whether the detector can read the answers of a build.
func (d Detector) Looks(b corpus.Build) bool { return slices.Contains(d.Builds, b) }

// Read asks every detector that can read the answer's build.
func Read(a trial.Answer, marks []corpus.Mark) []Finding {
	var findings []Finding
	for _, d := range All() {
		if d.Looks(a.Spec.Build) {
			findings = append(findings, d.Read(a, marks)...)
		}
	}
	return findings
}
