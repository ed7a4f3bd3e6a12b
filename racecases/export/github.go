package export

import (
	"fmt"
	"io"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/page"
)

// Annotation writes a finding as a GitHub workflow command, which shows it beside the line of the pull request.
func Annotation(w io.Writer, title string, f detect.Finding, where Where) error {
	text, level := long(f, where), level(f)
	for _, p := range f.Places {
		if file, ok := where(p.Frame); ok {
			return command(w, level, fmt.Sprintf("file=%s,line=%d,", property(file), p.Frame.Line), title, text)
		}
	}
	return command(w, level, "", title, text)
}

// Error writes a GitHub workflow command that shows an error beside no line.
func Error(w io.Writer, title, message string) error { return command(w, "error", "", title, message) }

func command(w io.Writer, level, at, title, message string) error {
	_, err := fmt.Fprintf(w, "::%s %stitle=%s::%s\n", level, at, property(title), data(message))
	return err
}

// data and property escape what has a meaning to GitHub.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}

// Markdown returns a summary for a page of a build: a heading, a text, and a row for each finding.
func Markdown(title, text string, findings []Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n%s\n", title, text)
	if len(findings) > 0 {
		b.WriteString("\n| what | where | test | fingerprint |\n|---|---|---|---|\n")
	}
	for _, f := range findings {
		at := ""
		if f.File != "" {
			at = fmt.Sprintf("%s:%d", f.File, f.Line)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` |\n", page.Cell(f.Message), page.Cell(at), page.Cell(f.Test), f.Fingerprint)
	}
	return b.String()
}
