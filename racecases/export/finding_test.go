package export_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
)

// TestFindings: a line for each bug, with its places, each once, and nothing that another run would say otherwise.
func TestFindings(t *testing.T) {
	const file = "racecases/lessons/lock/fixture.go"
	at := func(what string, line, goroutine int) detect.Place {
		return detect.Place{What: what, Goroutine: goroutine, Frame: detect.Frame{File: file, Line: line}}
	}
	elsewhere := detect.Place{What: "select", Frame: detect.Frame{File: "net/http/transport.go", Line: 1}}
	leak := detect.Finding{
		Detector: detect.Goleak, Label: detect.LabelGoleak, Text: "[Goroutine 7 in state chan send]", Test: "TestSell", Fingerprint: "ab12",
		Places: []detect.Place{elsewhere, at("chan send", 3, 7), at("chan send", 3, 8), at("chan receive", 9, 9)},
	}
	again := leak
	again.Test = "TestBuy"
	wrong := detect.Finding{Detector: detect.Testing, Label: detect.LabelFailure, Message: "two is not three", Places: []detect.Place{at("fails", 5, 0)}}
	race := findings(t)[0]
	race.Places = append(race.Places, at("write", 15, 0))
	race.Also = []detect.Finding{{Detector: detect.Hang, Label: detect.LabelHang, Fingerprint: "cd34", Places: []detect.Place{at("chan send", 7, 9)}}}
	panics := detect.Finding{Detector: detect.Runtime, Label: detect.LabelPanic, Text: "panic: closed twice\n\ngoroutine 7 [running]:\n"}
	twice := detect.Finding{Label: detect.LabelRace, Race: &detect.Report{}, Places: []detect.Place{at("write", 5, 7), at("write", 5, 8), at("write", 5, 9)}}
	assert.Equal(t, []export.Finding{
		{
			Kind: "goleak", Level: "error", Message: "GOROUTINE LEAK: select at net/http/transport.go:1", Test: "TestSell",
			File: file, Line: 3, Related: []export.Related{{What: "chan receive", File: file, Line: 9}}, Fingerprint: "ab12",
		},
		{Kind: "test failure", Level: "error", Message: "TEST FAILURE; no race, leak or deadlock was seen: two is not three", File: file, Line: 5},
		{
			Kind: "race", Level: "error", Message: "data race: read at " + file + ":12 and write at " + file + ":15",
			File: file, Line: 12, Related: []export.Related{{What: "write", File: file, Line: 15}, {What: "chan send", File: file, Line: 7}},
			Also: []export.Also{{Detector: detect.Hang, Message: "HANG: chan send at " + file + ":7", Fingerprint: "cd34"}},
		},
		{Kind: "panic", Level: "error", Message: "panic: closed twice"},
		{Kind: "race", Level: "error", Message: "data race:", File: file, Line: 5, Related: []export.Related{{What: "write", File: file, Line: 5}}},
	}, export.Findings([]detect.Finding{leak, wrong, again, race, panics, twice}, where))
}

// TestMarkdown: what a message holds does not end its cell.
func TestMarkdown(t *testing.T) {
	got := export.Markdown("threadlab detect", "2 tests", []export.Finding{
		{Message: "a | b\n<c> *d*", File: "x.go", Line: 3, Test: "Test_X", Fingerprint: "ab12"},
		{Message: "panic"},
	})
	assert.Equal(t, "### threadlab detect\n\n2 tests\n\n| what | where | test | fingerprint |\n|---|---|---|---|\n"+
		"| a \\| b &lt;c> \\*d\\* | x.go:3 | Test\\_X | `ab12` |\n| panic |  |  | `` |\n", got)
	assert.Equal(t, "### x\n\nnothing\n", export.Markdown("x", "nothing", nil))
}
