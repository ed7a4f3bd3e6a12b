package gocmd

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An Error is what the go command said when it failed. Its text is the first line that says what is wrong.
type Error struct {
	Lines []string // without progress and headings; files are named as seen from the working folder
	err   error
}

// Error returns one line.
func (e *Error) Error() string {
	if len(e.Lines) == 0 {
		return e.err.Error()
	}
	return e.Lines[0]
}

// Unwrap returns the [exec.ExitError].
func (e *Error) Unwrap() error { return e.err }

// BlamesSource reports whether a build failed at a line of a program, or for want of one, and not of room or memory.
func BlamesSource(err error) bool {
	failed := new(Error)
	return errors.As(err, &failed) && slices.ContainsFunc(failed.Lines, ofSource.MatchString)
}

var ofSource = regexp.MustCompile(`\.go:\d+|^package |^import cycle|^function main is undeclared`)

// FirstLine returns the first line of what the go command said that tells what is wrong, and not what it downloads or
// which package it compiles; the empty string if there is none.
func FirstLine(said string) string {
	if lines := lines(said); len(lines) > 0 {
		return lines[0]
	}
	return ""
}

func lines(said string) []string {
	var kept []string
	for line := range strings.Lines(said) {
		// Complaints about no file begin like this; those of go/packages with the dash.
		line = strings.TrimPrefix(strings.TrimRight(line, " \t\r\n"), "-: ")
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "go: downloading ") {
			continue
		}
		line = strings.TrimSuffix(line, "; to add it:") // the next line says how
		if last := len(kept) - 1; last >= 0 && strings.HasSuffix(kept[last], ":") && line[0] == '\t' {
			kept[last] += " " + strings.TrimSpace(line) // without which it says nothing
			continue
		}
		kept = append(kept, strings.TrimPrefix(line, "go: "))
	}
	return kept
}

var position = regexp.MustCompile(`(?m)^(vet: |vet\.exe: |-: )?(\S+\.go)(:\d+)`)

// Located gives the files in what a compiler printed, that ran in dir, the names that
// they have as seen from the working folder.
func Located(dir, said string) string {
	return position.ReplaceAllStringFunc(said, func(at string) string {
		part := position.FindStringSubmatch(at)
		file := part[2]
		if !filepath.IsAbs(file) {
			file = filepath.Join(dir, file)
		}
		return strings.Replace(part[1], ".exe", "", 1) + FromHere(file) + part[3]
	})
}

// FromHere returns the name that a file has as seen from the working folder, with slashes.
func FromHere(file string) string {
	if here, err := filepath.Abs(""); err == nil && filepath.IsAbs(file) {
		if short, err := filepath.Rel(here, file); err == nil {
			file = short
		}
	}
	return filepath.ToSlash(file)
}
