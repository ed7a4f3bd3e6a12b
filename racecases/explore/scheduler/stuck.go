package scheduler

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// stuck says in which function a goroutine of the program is that reaches no scheduling
// point, and from which line that was called if it is one of Go's own or of C. It returns
// "" if all wait for their turn.
func stuck() string {
	library := libraryFolder()
	for _, calls := range realStacks(true) {
		if !strings.Contains(calls, "scheduler.(*worker).loop") {
			continue
		}
		if f, at, ok := innermost(calls, library); ok {
			return fmt.Sprintf(", in %s at %s", f.Func, at)
		}
	}
	return ""
}

// innermost returns the innermost function of a stack that is not the runtime's, and the
// innermost line of the program; not of a goroutine that the explorer has parked.
func innermost(calls, library string) (f, at Frame, ok bool) {
	lines := strings.Split(calls, "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		call := frameOf(lines[i], lines[i+1])
		switch {
		case strings.HasPrefix(call.Func, "runtime.") || strings.HasPrefix(call.Func, "internal/runtime/"):
			continue
		case f.Func == "" && call.Own():
			return f, at, false
		case f.Func == "":
			f = call
		}
		if !strings.HasPrefix(call.File, library) && !strings.HasSuffix(call.File, "_cgo_gotypes.go") {
			return f, call, true
		}
	}
	return f, at, false
}

// frameOf reads the two lines of a call in a stack, without its arguments.
func frameOf(call, place string) Frame {
	if at := strings.LastIndexByte(call, '('); at > 0 {
		call = call[:at]
	}
	f := Frame{Func: call}
	place, _, _ = strings.Cut(strings.TrimSpace(place), " ")
	if at := strings.LastIndexByte(place, ':'); at > 0 {
		f.File = place[:at]
		_, _ = fmt.Sscan(place[at+1:], &f.Line) // 0 if it has none
	}
	return f
}

// libraryFolder is where the files of Go's own packages are, as a stack names them.
func libraryFolder() string {
	file, _ := runtime.FuncForPC(reflect.ValueOf(strings.Cut).Pointer()).FileLine(0)
	return strings.TrimSuffix(file, "strings/strings.go")
}
