package export

import (
	"fmt"
	"strings"
)

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
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` |\n", cell(f.Message), cell(at), cell(f.Test), f.Fingerprint)
	}
	return b.String()
}

// cell escapes what would end a cell or be taken for markup.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;", "*", "\\*", "_", "\\_", "`", "'").Replace(s)
}
