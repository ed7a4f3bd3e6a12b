package export_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v2/sarif"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xeipuuv/gojsonschema"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/goreport"
)

// findings are what go1.26.8 reported of a small program, and a panic beside it.
func findings(t *testing.T) []detect.Finding {
	t.Helper()
	text, err := os.ReadFile("../detect/testdata/race-main.txt")
	require.NoError(t, err)
	reports := goreport.Reports(string(text))
	require.Len(t, reports, 1)
	at := detect.Frame{File: "racecases/lessons/lock/fixture.go", Line: 12}
	return []detect.Finding{
		{Label: detect.LabelRace, Race: &reports[0], Text: reports[0].Text, Places: []detect.Place{{What: "read", Frame: at}}},
		{Label: detect.LabelPanic, Text: "panic: 100% wrong, twice: here\n"},
	}
}

// where knows the files of the lesson and no others.
func where(f detect.Frame) (string, bool) {
	return f.File, strings.HasPrefix(f.File, "racecases/lessons/")
}

// violations holds a log against the schema of the standard.
func violations(t *testing.T, log []byte) []gojsonschema.ResultError {
	t.Helper()
	schema, err := os.ReadFile("testdata/sarif-2.1.0.schema.json") // of OASIS, without its line breaks
	require.NoError(t, err)
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(schema), gojsonschema.NewBytesLoader(log))
	require.NoError(t, err)
	return result.Errors()
}

func TestSARIF(t *testing.T) {
	var b bytes.Buffer
	found := findings(t)
	found[0].Also = []detect.Finding{{Detector: detect.Runtime, Label: detect.LabelFatal, Text: "fatal error: concurrent map writes\n", Places: found[0].Places}}
	require.NoError(t, export.SARIF(&b, "v1.2.3", found, where))
	report, err := sarif.FromBytes(b.Bytes())
	require.NoError(t, err)
	assert.Equal(t, "2.1.0", report.Version)
	assert.Equal(t, "v1.2.3", *report.Runs[0].Tool.Driver.Version)
	assert.Empty(t, violations(t, b.Bytes()))
	require.Len(t, report.Runs, 1)
	require.Len(t, report.Runs[0].Results, 1, "the panic names no line")
	r := report.Runs[0].Results[0]
	line := func(l *sarif.Location) int { return *l.PhysicalLocation.Region.StartLine }
	require.Len(t, r.Locations, 1)
	assert.Contains(t, *r.Message.Text, "; also seen by runtime: fatal error: concurrent map writes")
	require.Len(t, r.RelatedLocations, 2)
	assert.Equal(t, 12, line(r.RelatedLocations[1]), "what else was seen")
	assert.Equal(t, 12, line(r.Locations[0]), "the later access")
	assert.Equal(t, 15, line(r.RelatedLocations[0]), "the earlier one")
	assert.Equal(t, "racecases/lessons/lock/fixture.go", *r.Locations[0].PhysicalLocation.ArtifactLocation.URI)
	require.Len(t, r.CodeFlows, 1)
	require.Len(t, r.CodeFlows[0].ThreadFlows, 2)
	created := r.CodeFlows[0].ThreadFlows[0].Locations
	require.Len(t, created, 2, "the creation, then the access")
	assert.Equal(t, 11, line(created[0].Location))
	assert.Contains(t, *created[0].Location.Message.Text, "one goroutine is created here")
	assert.Len(t, r.CodeFlows[0].ThreadFlows[1].Locations, 1, "nothing creates the main goroutine")
}

// TestSARIFOfOthers: a finding that is no race is under a rule of its own, once for all
// that have its label.
func TestSARIFOfOthers(t *testing.T) {
	place := func(line int) detect.Place {
		return detect.Place{What: "chan send", Frame: detect.Frame{File: "racecases/lessons/lock/fixture.go", Line: line}}
	}
	elsewhere := detect.Place{Frame: detect.Frame{File: "net/http/transport.go", Line: 1}}
	leak := detect.Finding{Detector: detect.Goleak, Label: detect.LabelGoleak, Text: "left\n", Places: []detect.Place{elsewhere, place(3), place(5), place(5), place(3)}}
	early := detect.Finding{Detector: detect.Explorer, Label: "explorer assertion", Fingerprint: "ab12", Minor: true, Places: []detect.Place{place(9)}}
	remark := detect.Finding{Detector: detect.Vet, Label: "vet copylocks", Text: "copies a lock", Places: []detect.Place{place(7)}}
	var b bytes.Buffer
	require.NoError(t, export.SARIF(&b, "v1.2.3", []detect.Finding{leak, remark, early, leak, {Label: detect.LabelHang, Places: []detect.Place{elsewhere}}}, where))
	report, err := sarif.FromBytes(b.Bytes())
	require.NoError(t, err)
	assert.Empty(t, violations(t, b.Bytes()))
	results := report.Runs[0].Results
	require.Len(t, results, 4, "the hang is on no line of the reader's")
	assert.Len(t, report.Runs[0].Tool.Driver.Rules, 4)
	assert.Equal(t, "goleak", *results[0].RuleID)
	assert.Equal(t, "error", *results[0].Level)
	assert.Equal(t, 3, *results[0].Locations[0].PhysicalLocation.Region.StartLine)
	assert.Len(t, results[0].RelatedLocations, 1, "each once")
	assert.Equal(t, "warning", *results[2].Level, "it may be accepted")
	assert.Equal(t, map[string]any{"threadlab/v1": "ab12"}, results[2].PartialFingerprints)
	assert.Equal(t, "vet-copylocks", *results[1].RuleID)
	assert.Equal(t, "warning", *results[1].Level)
}

// TestSARIFNamesFiles: the standard wants a file as a reference, in which a space or a percent sign has a code.
func TestSARIFNamesFiles(t *testing.T) {
	for file, want := range map[string]string{
		"lock/fixture.go":       "lock/fixture.go",
		"my shop/100%/stock.go": "my%20shop/100%25/stock.go",
	} {
		at := []detect.Place{{What: "waits", Frame: detect.Frame{File: file, Line: 3}}}
		known := func(f detect.Frame) (string, bool) { return f.File, true }
		var b bytes.Buffer
		require.NoError(t, export.SARIF(&b, "v1.2.3", []detect.Finding{{Label: detect.LabelHang, Places: at}}, known))
		report, err := sarif.FromBytes(b.Bytes())
		require.NoError(t, err)
		assert.Empty(t, violations(t, b.Bytes()))
		assert.Equal(t, want, *report.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
	}
}

// TestSchema plants a log that is none.
func TestSchema(t *testing.T) {
	assert.NotEmpty(t, violations(t, []byte(`{"version":"2.1.0","runs":[{"results":[]}]}`)), "a run without a tool")
}

// TestSARIFOfOthersCode: a race of which the reader owns no line is not his.
func TestSARIFOfOthersCode(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, export.SARIF(&b, "v1.2.3", findings(t), func(detect.Frame) (string, bool) { return "", false }))
	report, err := sarif.FromBytes(b.Bytes())
	require.NoError(t, err)
	assert.Empty(t, report.Runs[0].Results)
}

func TestAnnotation(t *testing.T) {
	found := findings(t)
	tests := []struct {
		finding detect.Finding
		want    string
	}{
		{found[0], "::error file=racecases/lessons/lock/fixture.go,line=12,title=DATA RACE%3A here::" +
			"data race: read at racecases/lessons/lock/fixture.go:12 and write at racecases/lessons/lock/fixture.go:15\n"},
		{detect.Finding{Detector: detect.Explorer, Text: "it may be right\nagain: x", Minor: true}, "::warning title=DATA RACE%3A here::it may be right%0Aagain: x\n"},
		{found[1], "::error title=DATA RACE%3A here::panic: 100%25 wrong, twice: here\n"},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		require.NoError(t, export.Annotation(&b, "DATA RACE: here", tt.finding, where))
		assert.True(t, strings.HasPrefix(b.String(), tt.want), b.String())
		assert.Equal(t, 1, strings.Count(b.String(), "\n"), "one line for each")
	}
}
