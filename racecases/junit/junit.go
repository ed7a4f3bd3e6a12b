// Package junit writes results as the JUnit XML that CI servers read: Jenkins, GitLab, Azure and others.
package junit

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Suite is a run and its cases.
type Suite struct {
	Name  string
	Cases []Case
}

// A Case is one check. It has passed unless Failure or Skipped says why not.
type Case struct {
	Class   string // where it belongs: a package
	Name    string
	Failure string // the first line is its message, all of it its text
	Skipped string
}

// Write writes a suite as a document of its own. What XML has no way to write, such as the codes of colours, is left out.
//
// It does without encoding/xml: ten lines of elements are no reason to link that into a command that has to start at once.
func Write(w io.Writer, s Suite) error {
	var b bytes.Buffer
	failures, skipped := 0, 0
	for _, c := range s.Cases {
		fmt.Fprintf(&b, "    <testcase classname=%s name=%s", quoted(c.Class), quoted(c.Name))
		switch {
		case c.Failure != "":
			failures++
			message, _, _ := strings.Cut(c.Failure, "\n")
			fmt.Fprintf(&b, ">\n      <failure message=%s>%s</failure>\n    </testcase>\n", quoted(message), escape(c.Failure))
		case c.Skipped != "":
			skipped++
			fmt.Fprintf(&b, ">\n      <skipped message=%s/>\n    </testcase>\n", quoted(c.Skipped))
		default:
			b.WriteString("/>\n")
		}
	}
	_, err := fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"+
		"  <testsuite name=%s tests=\"%d\" failures=\"%d\" skipped=\"%d\">\n%s  </testsuite>\n</testsuites>\n",
		quoted(s.Name), len(s.Cases), failures, skipped, b.Bytes())
	return err
}

func quoted(s string) string { return `"` + strings.ReplaceAll(escape(s), "\n", "&#xA;") + `"` }

func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF || r < ' ' && r != '\t' && r != '\n' {
			return -1
		}
		return r
	}, s)
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}
