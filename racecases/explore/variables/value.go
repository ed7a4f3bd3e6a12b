package variables

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A formatter makes text of values, and calls no method of the program: one could come to a
// scheduling point.
type formatter struct {
	names *names
	by    int    // the goroutine that it is shown for, or Clock
	of    string // the variable that is shown
	depth int
}

// Bounds of a text.
const (
	maxRunes = 40
	maxItems = 8
	maxDepth = 3
	cut      = "…"
)

// variable returns the text of a variable, and whether it tells something. It does not if
// there is nothing in it but objects of the model, which have a state of their own, functions,
// or what is of a package whose variables are not watched.
func (f *formatter) variable(v reflect.Value) (text string, tells bool) {
	text = f.text(v)
	return text, text != "" && text != f.of
}

// text returns the text of a value, within the bounds; or nothing.
func (f *formatter) text(v reflect.Value) string {
	text := f.value(v)
	if utf8.RuneCountInString(text) > maxRunes {
		text = string([]rune(text)[:maxRunes-1]) + cut
	}
	return text
}

func (f *formatter) value(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Invalid:
		return "nil"
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if v.Type() == reflect.TypeFor[time.Duration]() {
			return time.Duration(v.Int()).String()
		}
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', 6, 64)
	case reflect.Complex64, reflect.Complex128:
		return strconv.FormatComplex(v.Complex(), 'g', 6, 128)
	case reflect.String:
		return quoted(v.String())
	case reflect.Chan:
		return f.nilOr(v, f.channel(v))
	case reflect.Pointer:
		return f.pointer(v)
	case reflect.Interface:
		return f.dynamic(v)
	}
	return f.composite(v)
}

// channel returns the name of a channel, unless that is where it is found.
func (f *formatter) channel(v reflect.Value) string {
	p := f.names.objects[v.UnsafePointer()]
	if f.within(p) {
		return ""
	}
	return p.SeenBy(f.by)
}

func (f *formatter) nilOr(v reflect.Value, text string) string {
	if v.IsNil() {
		return "nil"
	}
	return text
}

// quoted returns a string in quotes, which are closed when it is cut.
func quoted(s string) string {
	const most = maxRunes / 2
	s = s[:min(len(s), most*utf8.UTFMax)]
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + cut
	}
	return strconv.Quote(s)
}

// pointer returns the name of what a pointer leads to; if it has no name of its own, what is
// there.
func (f *formatter) pointer(v reflect.Value) string {
	if v.IsNil() {
		return "nil"
	}
	p := f.names.places[place{v.UnsafePointer(), v.Type().Elem()}]
	switch {
	case p.Path == "" || p.Hidden || p.behind && f.within(p):
	case p.behind:
		return p.SeenBy(f.by)
	default:
		return "&" + p.SeenBy(f.by)
	}
	if f.depth >= maxDepth {
		return cut
	}
	text := f.deeper(v.Elem())
	if text == "" || v.Elem().Kind() == reflect.Struct && !f.names.known(v.Elem().Type()) {
		return text
	}
	return "&" + text
}

// within reports whether a place has its name from the variable that is shown.
func (f *formatter) within(p Name) bool {
	rest, found := strings.CutPrefix(p.Path, f.of)
	return found && p.by == f.by && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

func (f *formatter) deeper(v reflect.Value) string {
	f.depth++
	defer func() { f.depth-- }()
	return f.value(v)
}

// dynamic returns the text of what an interface holds. An error is what it was made of.
func (f *formatter) dynamic(v reflect.Value) string {
	if v.IsNil() {
		return "nil"
	}
	v = v.Elem()
	if message, ok := message(v); ok {
		return quoted(message)
	}
	return f.value(v)
}

// message returns the text of an error that package errors or fmt has made.
func message(v reflect.Value) (string, bool) {
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return "", false
	}
	v = v.Elem()
	if pkg := v.Type().PkgPath(); pkg != "errors" && pkg != "fmt" || v.NumField() == 0 || v.Field(0).Kind() != reflect.String {
		return "", false
	}
	return v.Field(0).String(), true
}

func (f *formatter) composite(v reflect.Value) string {
	if f.depth >= maxDepth {
		return cut
	}
	switch v.Kind() {
	case reflect.Struct:
		return f.structure(v)
	case reflect.Map:
		return f.nilOr(v, f.mapping(v))
	case reflect.Array, reflect.Slice:
		return f.list(v)
	}
	return "" // a function, or an unsafe pointer
}

func (f *formatter) structure(v reflect.Value) string {
	switch {
	case isModel(v.Type()):
		return ""
	case !f.names.known(v.Type()):
		return f.said(v)
	}
	var fields []string
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name != "_" {
			if text := f.deeper(v.Field(i)); text != "" {
				fields = append(fields, name+": "+text)
			}
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

func (f *formatter) list(v reflect.Value) string {
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 && isText(v.Bytes()) {
		return quoted(string(v.Bytes()))
	}
	var items []string
	for i := range min(v.Len(), maxItems) {
		text := f.deeper(v.Index(i))
		if text == "" {
			return ""
		}
		items = append(items, text)
	}
	if len(items) < v.Len() {
		items = append(items, cut)
	}
	return "[" + strings.Join(items, " ") + "]"
}

// isText reports whether bytes, not too many of them, can be read.
func isText(b []byte) bool {
	return 0 < len(b) && len(b) <= 1024 && utf8.Valid(b) && bytes.IndexFunc(b, func(r rune) bool { return !unicode.IsPrint(r) && !unicode.IsSpace(r) }) < 0
}
