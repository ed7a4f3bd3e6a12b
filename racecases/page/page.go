// Package page makes a page of a template in the file of that name, which looks as the page will.
package page

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"text/template"
)

// Fill fills in a page, with functions of its own. An error is one of them, or of the template.
func Fill(files fs.FS, name string, data any, functions template.FuncMap) ([]byte, error) {
	page, err := template.New(path.Base(name)).Option("missingkey=zero").Funcs(functions).ParseFS(files, name)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	err = page.Execute(&text, data)
	return text.Bytes(), err
}

// Cell escapes what would end a cell of a table in Markdown, or be taken for markup.
func Cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;", "*", "\\*", "_", "\\_", "`", "'").Replace(s)
}
