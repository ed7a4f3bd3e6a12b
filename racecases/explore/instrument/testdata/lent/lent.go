package main

import (
	"io"
	"slices"
	"strings"
)

// lent are calls that write to the first byte of text, where no points are: to the
// explorer they read it.
var lent = map[string]func(){
	"append":                    func() { _ = append(empty, 'x') },
	"append to a part":          func() { _ = append(text[:0], 'x') },
	"append to a field":         func() { _ = append(in.text[:0], 'x') },
	"append to a call's field":  func() { _ = append(within().text[:0], 'x') },
	"function of the library":   func() { slices.Reverse(text) },
	"method of the library":     func() { _, _ = strings.NewReader("x").Read(text) },
	"method of an interface":    func() { _, _ = reader().Read(in.text) },
	"a part, in parentheses":    func() { slices.Reverse((text)[:2]) },
	"what is behind a pointer":  func() { slices.Reverse(*place) },
	"an argument in the middle": func() { _, _ = io.ReadFull(reader(), text[:1]) },
}

var (
	text  = []byte("ab")
	empty = text[:0]
	in    = &holder{text}
	place = &text
)

type holder struct{ text []byte }

func within() *holder { return in }

func reader() io.Reader { return strings.NewReader("x") }

// twice reads the first byte two times.
func twice() (byte, byte) {
	first := text[0]
	return first, text[0]
}

// assigned makes variables of those that nothing else assigns to.
func assigned() { text, empty = nil, nil }
