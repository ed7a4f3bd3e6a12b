package junit_test

import (
	"bytes"
	"encoding/xml"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/junit"
)

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, junit.Write(&b, junit.Suite{Name: "a & b", Cases: []junit.Case{
		{Class: "x/a", Name: "passes"},
		{Class: "x/a", Name: `fails "<here>"`, Failure: "first\nsecond \x1b[31m"},
		{Class: "x/b", Name: "is left out", Skipped: "no figures"},
	}}))
	var doc struct {
		Suites []struct {
			Name     string `xml:"name,attr"`
			Tests    int    `xml:"tests,attr"`
			Failures int    `xml:"failures,attr"`
			Skipped  int    `xml:"skipped,attr"`
			Cases    []struct {
				Class   string `xml:"classname,attr"`
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
				Skipped *struct {
					Message string `xml:"message,attr"`
				} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(b.Bytes(), &doc))
	require.Len(t, doc.Suites, 1)
	s := doc.Suites[0]
	assert.Equal(t, "a & b", s.Name)
	assert.Equal(t, []int{3, 1, 1}, []int{s.Tests, s.Failures, s.Skipped})
	require.Len(t, s.Cases, 3)
	assert.Nil(t, s.Cases[0].Failure)
	assert.Equal(t, `fails "<here>"`, s.Cases[1].Name)
	assert.Equal(t, "first", s.Cases[1].Failure.Message)
	assert.Equal(t, "first\nsecond [31m", s.Cases[1].Failure.Text)
	assert.Equal(t, "no figures", s.Cases[2].Skipped.Message)
	assert.Equal(t, "x/b", s.Cases[2].Class)
}
