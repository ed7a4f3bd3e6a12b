package usertests

import (
	"time"

	"threadlab/racecases/detect"
)

// Linted returns a package without files about which the linters said this.
func Linted(remarks map[detect.Build][]detect.Finding) *Package {
	return &Package{Module: "example.com/shop", remarks: remarks}
}

// Helpers returns the path, version and sum of each helper.
func Helpers() [][3]string {
	var all [][3]string
	for _, g := range helpers() {
		all = append(all, [3]string{g.path, g.version, g.sum})
	}
	return all
}

// Kept returns the findings that are left of those of some trials.
func Kept(trials ...[]detect.Finding) []detect.Finding {
	var m Measurement
	for _, found := range trials {
		m.add(found)
	}
	return m.Findings
}

// Causes returns the findings of some trials, those of one cause under one.
func Causes(trials ...[]detect.Finding) []detect.Finding {
	m := new(Package).measurement("TestShop")
	for _, found := range trials {
		m.Trials++
		m.noteRaces(found)
		m.add(found)
	}
	m.group()
	return m.Findings
}

// Told returns the findings of a test that races in a module at root, with what go vet said of the module, and then those outside of
// the tests.
func Told(root string, race detect.Finding, remarks ...detect.Finding) (in, outside []detect.Finding) {
	p := &Package{
		Module: "example.com/shop", Root: root, told: map[string]bool{},
		remarks: map[detect.Build][]detect.Finding{detect.VetBuild: remarks},
	}
	m := p.measurement("TestShop")
	m.add([]detect.Finding{race})
	m.remarks()
	m.group()
	return m.Findings, p.Remarks("").Findings
}

// Located returns a finding of a test, with the places that it has in the end.
func Located(f detect.Finding) detect.Finding {
	m := Measurement{Package: &Package{Module: "example.com/shop"}, Findings: []detect.Finding{f}}
	m.locate()
	return m.Findings[0]
}

// EndedWith returns what is said of a test after a trial that no detector explains, and whether that is a failure.
func EndedWith(o detect.Output) (said string, failure bool) {
	var e Ends
	how := endOf("TestSell", o)
	failure = e.note(how, o)
	return e.Say(how) + e.Skip, failure
}

// Measured returns what is made of the outputs of some trials of a test.
func Measured(test string, outputs ...detect.Output) Measurement {
	m := new(Package).measurement(test)
	for _, o := range outputs {
		m.addTrial(o)
	}
	m.admitReplaced()
	return m
}

// Paced returns the limit of the next trial after some, of which those below 0 have hung, and whether the test hangs for
// certain or has spent its time.
func Paced(plan Plan, now time.Time, trials ...time.Duration) (limit time.Duration, hangs, spent bool) {
	p := pace{plan: plan}
	for _, took := range trials {
		p.note(took, took < 0)
	}
	return p.limit(detect.PlainBuild, now), p.hangs(), p.spent(now)
}
