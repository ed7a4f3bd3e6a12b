// Command runner runs one half of one case. It is what a trial builds and
// starts; people start it by hand:
//
//	go run -race -tags broken ./racecases/runner lock/lost-update
//
// It is a plain program on purpose: no signal handling, no network, and no
// goroutine or timer of its own, any of which would keep the Go runtime from
// noticing that all goroutines are asleep. With -record the outcome goes to that
// file and nothing to standard output. Build tags choose how the half is watched:
// by default goleak looks for what it left, and with synctest, leakprofile or
// godeadlock the detector of that name does its work.
//
// The half runs once, and with -count N that many times, one after the other; after it come
// those of the other cases that are named, as often each: package trial says for which halves
// one process is as good as many.
//
// Exit status: 2 for bad input, [corpus.ExitLost] if the outcome could not be written;
// otherwise the half's own: 66 after a race report, 2 after a panic or fatal error, 0 when
// the half returned, whatever its outcome.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
	"threadlab/racecases/peak"
	"threadlab/racecases/usertests/helper/dump"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	dump.OnBreak()
	flags := flag.NewFlagSet("runner", flag.ContinueOnError)
	flags.SetOutput(stderr)
	record := flags.String("record", "", "add the outcome to `FILE`, as a line, and print nothing")
	dir := flags.String("dir", "", "the half's own `DIRECTORY`, empty and existing (default: a temporary one)")
	count := flags.Int("count", 1, "run each half `N` times")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() == 0 {
		fmt.Fprintln(stderr, "runner: want a case, as in: runner lock/lost-update")
		return 2
	}
	if *count < 1 || *count*flags.NArg() > 1 && !repeats {
		fmt.Fprintf(stderr, "runner: -count %d for %d cases: want one run of one case, or more in a build that no detector but goleak watches\n", *count, flags.NArg())
		return 2
	}
	refs, err := find(flags.Args())
	if err == nil && *dir == "" {
		if *dir, err = os.MkdirTemp("", "threadlab-"); err == nil {
			defer os.RemoveAll(*dir)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "runner:", err)
		return 2
	}
	if *count == 1 && len(refs) == 1 {
		err = runHalf(refs[0], *dir, *record, stdout)
	} else {
		err = repeat(*count, refs, *dir, *record, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, corpus.LostPrefix+err.Error())
		return corpus.ExitLost
	}
	return 0
}

func find(names []string) ([]corpus.Ref, error) {
	var refs []corpus.Ref
	for _, name := range names {
		ref, err := lessons.Find(name)
		if err != nil {
			return nil, err
		}
		refs = append(refs, ref)
	}
	return refs, nil
}

// repeat runs halves n times each, every time in a directory of its own.
func repeat(n int, refs []corpus.Ref, dir, record string, stdout io.Writer) error {
	for _, ref := range refs {
		for range n {
			own, err := os.MkdirTemp(dir, "run-")
			if err == nil {
				err = errors.Join(runHalf(ref, own, record, stdout), os.RemoveAll(own))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func runHalf(ref corpus.Ref, dir, record string, stdout io.Writer) error {
	r := corpus.NewRun(dir)
	return perform(ref.Case.Program, r, func(rec corpus.Record) error {
		rec.Detail, rec.PeakKB = r.Detail(), peak.KB()
		if record != "" {
			return corpus.AppendRecord(record, rec)
		}
		outcome := rec.Outcome
		if ref.Case.Judge != nil {
			outcome = ref.Case.Judge(dir)
		}
		fmt.Fprintf(stdout, "%s%soutcome %s (%s) %s\n", rec.Leaks, rec.Profile, outcome, ref.Case.Grade(outcome).Grade, r.Detail())
		return nil
	})
}

// timed runs a program and says what it took.
func timed(program corpus.Program, r *corpus.Run) corpus.Record {
	before, begin := started(), time.Now()
	outcome := program(r)
	took := time.Since(begin)
	return corpus.Record{Outcome: outcome, TookUS: took.Microseconds(), Started: started() - before}
}
