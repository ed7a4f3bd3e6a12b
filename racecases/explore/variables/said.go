package variables

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unsafe"
)

// said returns what a value of a package whose variables are not watched says of itself: a lock
// that a library has made knows best whether it is held. Its String method may come to points:
// they are those of another run, that of this call alone, and one that would wait ends it. What
// it says begins with its type and has addresses in it, which are left out.
func (f *formatter) said(v reflect.Value) (text string) {
	if !v.CanAddr() || v.Type().PkgPath() == "time" {
		return ""
	}
	says, ok := reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Interface().(fmt.Stringer)
	if !ok {
		return ""
	}
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	f.names.aside(func() { text = says.String() })
	text = typeWords.ReplaceAllString(text, "")
	text = addresses.ReplaceAllStringFunc(text, f.addressed)
	return strings.TrimSpace(strings.ReplaceAll(text, "=", " "))
}

var (
	typeWords = regexp.MustCompile(`[<>]|\b\w+\.[A-Z]\w*( object)? ?`)
	addresses = regexp.MustCompile(` ?(\bat )?[^\s<]*0x[0-9a-f]+:?`)
)

// addressed returns a text that ends in an address with the name of what is there, or nothing if
// that has none.
func (f *formatter) addressed(text string) string {
	name, digits, _ := strings.Cut(text, "0x")
	at, err := strconv.ParseUint(strings.TrimSuffix(digits, ":"), 16, 64)
	if err != nil || !strings.HasSuffix(name, "=") {
		return ""
	}
	var called []string
	for p, place := range f.names.places {
		if uint64(uintptr(p.at)) == at && place.behind && !place.Hidden {
			called = append(called, name+place.SeenBy(f.by))
		}
	}
	if len(called) == 0 {
		return ""
	}
	return slices.Min(called) // a part of it may be at the same address
}
