package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"threadlab/racecases/gocmd"
	"threadlab/racecases/proc"
	"threadlab/racecases/tempdir"
	"threadlab/scripts/threadlab/term"
)

// runAsProcess runs the command and returns its exit status. The temporary files of this process, and of all that it starts,
// have a folder of their own, which is removed at the end; so are those of earlier processes that were killed.
func runAsProcess() int {
	if err := proc.CheckLimits(); err != nil { // before there are threads, for which there may be no room
		complain(os.Stderr, err.Error())
		return exitBadInput
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, ends()...)
	proc.BindChildren()
	temp, err := temporary()
	if err != nil {
		complain(os.Stderr, withRemedy(err.Error()))
		return exitBadInput
	}
	defer temp.Remove()
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	go endOn(signals, func() { cancel(nil) }, func() {
		temp.Remove()
		os.Exit(exitInterrupted)
	})
	outputClosed := watchOutput(func() { cancel(errUnread) })
	status := run(gocmd.AskingOnce(ctx), os.Args, os.Stdin, os.Stdout, os.Stderr)
	if outputClosed() && status == 0 { // when the last line was written
		return exitUnread
	}
	return status
}

// A lostError ends a command whose results could not be written, and says why.
type lostError string

func (e lostError) Error() string { return string(e) }

// errUnread ends a command whose output is a pipe that is not read to its end, as by head(1). That is no fault: it ends
// without a word, as other programs do.
const errUnread = exitError(exitUnread)

// temporary has this process and its children use a folder of its own. A user without a
// home has a cache among the temporary files, which stays.
func temporary() (*tempdir.Dir, error) {
	shared := os.TempDir()
	if _, err := os.UserCacheDir(); err != nil {
		cache, err := gocmd.PrivateFolder(shared)
		if err := errors.Join(err, os.Setenv("XDG_CACHE_HOME", cache)); err != nil {
			return nil, err
		}
	}
	temp, err := tempdir.New()
	if err != nil {
		return nil, fmt.Errorf("%w: set TMPDIR to a folder that can be written to", err)
	}
	tempdir.Sweep(shared)
	if builds := os.Getenv("GOTMPDIR"); builds != "" {
		tempdir.Sweep(builds)
	}
	return temp, errors.Join(os.Setenv("TMPDIR", temp.Path), os.Setenv("TMP", temp.Path))
}

// sameSignal is how long after the first a second signal is taken for the same: timeout(1) sends one to the process and one
// to its group.
const sameSignal = 250 * time.Millisecond

// endOn calls cancel at the first signal, and end at a second one: for what does not look at its context.
func endOn(signals <-chan os.Signal, cancel, end func()) {
	<-signals
	cancel()
	first := time.Now()
	for range signals {
		if time.Since(first) >= sameSignal {
			end()
			return
		}
	}
}

// An output is where the results go. What could not be written there is lost, and the first time that happens the command is
// to end.
type output struct {
	to   io.Writer
	lost func(error)
}

// outputTo returns what a command writes to. A terminal stays as it is, for those that draw on it.
func outputTo(to io.Writer, lost func(error)) io.Writer {
	if term.IsTerminal(to) {
		return to
	}
	return output{to, lost}
}

func (o output) Write(text []byte) (int, error) {
	n, err := o.to.Write(text)
	switch {
	case errors.Is(err, syscall.EPIPE):
		o.lost(errUnread)
	case err != nil:
		o.lost(lostError("standard output: " + err.Error()))
	}
	return n, err
}

// direct is where a child writes its output itself.
func direct(w io.Writer) io.Writer {
	if o, ok := w.(output); ok {
		return o.to
	}
	return w
}
