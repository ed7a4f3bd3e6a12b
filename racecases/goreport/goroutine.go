// Package goreport reads what Go prints of a program's goroutines: their stacks, when it
// ends in a panic or at SIGQUIT, and the reports of the race detector.
package goreport

import (
	"regexp"
	"strconv"
	"strings"
)

// A Frame is one call of a stack.
type Frame struct {
	Func string // import path and name, as in threadlab/racecases/lessons/lock.abba.func1
	File string
	Line int
}

// At returns file:line.
func (f Frame) At() string { return f.File + ":" + strconv.Itoa(f.Line) }

// A Goroutine is one entry of a goroutine dump.
type Goroutine struct {
	ID     int
	Reason string // what it waits for: "chan send", "sync.Mutex.Lock", "running"
	Leaked bool   // by the leak profile it can never be woken
	Stack  []Frame
}

var (
	goroutineLine = regexp.MustCompile(`^goroutine (\d+)(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[([^\],]+)[^\]]*\]:$`)
	fileLine      = regexp.MustCompile(`^\s+(\S.*):(\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$`)
)

// Goroutines parses a goroutine dump, as Go prints it on a panic, a fatal error
// or SIGQUIT. Text that is not part of one is passed over.
func Goroutines(text string) []Goroutine {
	var all []Goroutine
	var frames frameParser
	flush := func() {
		if n := len(all); n > 0 {
			all[n-1].Stack = append(all[n-1].Stack, frames.take()...)
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := goroutineLine.FindStringSubmatch(line); m != nil {
			flush()
			id, _ := strconv.Atoi(m[1])
			reason, leaked := strings.CutSuffix(m[2], " (leaked)")
			reason = strings.TrimSuffix(reason, " (durable)")
			all = append(all, Goroutine{ID: id, Reason: reason, Leaked: leaked})
			continue
		}
		frames.add(line)
	}
	flush()
	return all
}

// A frameParser collects the frames of one stack: a line with the call, then an
// indented line with file and line.
type frameParser struct {
	call   string
	frames []Frame
	ended  bool // what follows "created by" is not part of the stack
}

func (p *frameParser) add(line string) {
	if m := fileLine.FindStringSubmatch(line); m != nil {
		if p.call != "" && !p.ended {
			n, _ := strconv.Atoi(m[2])
			p.frames = append(p.frames, Frame{Func: p.call, File: strings.TrimPrefix(m[1], "threadlab/"), Line: n})
		}
		p.call = ""
		return
	}
	p.call = ""
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "created by ") {
		p.ended = true
		return
	}
	// The arguments are in the last pair of parentheses: pkg.(*T).Method(0x1, ...).
	if i := strings.LastIndexByte(line, '('); i > 0 && strings.HasSuffix(line, ")") {
		p.call = line[:i]
	}
}

func (p *frameParser) take() []Frame {
	f := p.frames
	*p = frameParser{}
	return f
}
