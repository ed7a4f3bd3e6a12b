package trial

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proc"
)

// Repeat starts the binary of a built runner, waits for its end, and returns an Output
// for each of n runs in that process that came to its end, and for the one that did
// not. What the process printed is in the last of them, whichever run it was. The error
// is about the trial itself. Of a static build nothing is started: the output is what the
// linter said when it was built.
//
// More than one run is for the correct half of a case without a Judge, in the plain or
// the race build.
// Of a half that is right nothing may be said at all, and for that one process is
// as good as n: the first report of a race is always printed, and so is what ends
// a process, and goleak looks after each run. Detectors that do not repeat
// themselves, and goroutines that stay, spoil only how often a bug is seen: of a
// broken half each trial needs a process. A report may still depend on how fresh
// a process is, so many runs are better spread over a few.
func Repeat(ctx context.Context, binary string, s Spec, n int) ([]Output, error) {
	if s.Build == detect.ExplorerBuild {
		a, err := runExplorer(ctx, binary, s)
		return []Output{a}, err
	}
	if s.Build.Static() {
		text, err := os.ReadFile(binary)
		o := s.output()
		o.Text, o.Done = string(text), err == nil
		return []Output{o}, err
	}
	dir, err := os.MkdirTemp("", "threadlab-trial-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	a, records, err := s.process(ctx, binary, dir, n, s.Ref)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Ref.Name(), err)
	}
	outputs := a.each(records, n)
	last := &outputs[len(outputs)-1]
	if judge := s.Ref.Case.Judge; judge != nil && (last.Done || last.leftByItself()) {
		last.Record.Outcome, last.Done = judge(filepath.Join(dir, work)), true
	}
	return outputs, nil
}

// Together is Repeat for several cases at once: n trials of each, in the order of the cases, all in one process. It returns
// nothing if the process printed anything or did not end well: then each half has to run in its own, which shows where that came from.
func Together(ctx context.Context, binary string, s Spec, refs []corpus.Ref, n int) ([][]Output, error) {
	dir, err := os.MkdirTemp("", "threadlab-trial-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	a, records, err := s.process(ctx, binary, dir, n, refs...)
	if err != nil || a.Text != "" || a.Exit != 0 || a.Hung || len(records) != n*len(refs) {
		return nil, err
	}
	start := a.Elapsed
	for _, r := range records {
		start -= time.Duration(r.TookUS) * time.Microsecond
	}
	var all [][]Output
	for part := range slices.Chunk(records, n) {
		s.Ref = refs[len(all)]
		one := s.output()
		outputs := one.each(part, n)
		outputs[0].Elapsed += max(0, start) / time.Duration(len(refs))
		all = append(all, outputs)
	}
	return all, nil
}

// work is the folder of the halves, in that of a trial.
const work = "work"

// process runs halves n times each in one process, and returns what that left. It uses the folder dir.
func (s Spec) process(ctx context.Context, binary, dir string, n int, refs ...corpus.Ref) (a Output, records []corpus.Record, err error) {
	record := filepath.Join(dir, "record")
	if err := os.Mkdir(filepath.Join(dir, work), 0o755); err != nil {
		return a, nil, err
	}
	args := []string{"-record", record, "-dir", filepath.Join(dir, work)}
	if n > 1 {
		args = append(args, "-count", strconv.Itoa(n))
	}
	for _, ref := range refs {
		args = append(args, ref.Name())
	}
	if a, err = start(ctx, proc.Command(ctx, binary, args...), s, func() int64 { return size(record) }); err != nil {
		return a, nil, err
	}
	records, err = corpus.ReadRecords(record)
	root := gocmd.RootOf(filepath.Dir(binary))
	shortPaths(root, &a.Text)
	if why, lost := a.lost(); lost {
		err = errors.New(why)
	}
	if err != nil {
		return a, nil, err
	}
	for i := range records {
		shortPaths(root, &records[i].Leaks, &records[i].Profile)
	}
	return a, records, nil
}

// each returns an Output for each of n runs that left a record, and for the one
// that the process ended in. The time that is none of theirs, that of starting the
// child, is in the first.
func (a Output) each(records []corpus.Record, n int) []Output {
	var outputs []Output
	rest := a.Elapsed
	blank := a
	blank.Text, blank.Exit, blank.Hung, blank.Elapsed = "", 0, false, 0
	for _, r := range records {
		o := blank
		o.Record, o.Done, o.Leaks, o.Profile = r, true, r.Leaks, r.Profile
		o.Elapsed = time.Duration(r.TookUS) * time.Microsecond
		rest -= o.Elapsed
		outputs = append(outputs, o)
	}
	if len(outputs) < n {
		outputs = append(outputs, blank)
	}
	outputs[0].Elapsed += max(0, rest)
	last := &outputs[len(outputs)-1]
	last.Text, last.Exit, last.Hung = a.Text, a.Exit, a.Hung
	return outputs
}

// size returns how long a file is: 0 if it is not there.
func size(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}

// shortPaths gives the module's files in texts the names that -trimpath has for them,
// threadlab/primitives/lock.go, whatever folder the module is in. The compiler could do that:
// but then a runner would share no package with what go run and go test compile.
func shortPaths(root string, texts ...*string) {
	if root == "" {
		return
	}
	// As a program names its files, on Windows too, and at the beginning of a path: /lab is in /home/lab as well.
	below := regexp.MustCompile(`(^|[\s("'])` + regexp.QuoteMeta(filepath.ToSlash(root)+"/"))
	for _, text := range texts {
		*text = below.ReplaceAllString(*text, "${1}threadlab/")
	}
}
