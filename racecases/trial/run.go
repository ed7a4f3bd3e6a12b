package trial

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"threadlab/racecases/corpus"
)

// Run starts the binary of a built runner and waits for its end. The error is
// about the trial itself; whatever the child did is in the Answer. Of a static
// build nothing is started: the answer is what the linter said when it was built.
func Run(ctx context.Context, binary string, s Spec) (Answer, error) {
	answers, err := Repeat(ctx, binary, s, 1)
	if err != nil {
		return Answer{}, err
	}
	return answers[0], nil
}

// Repeat is n trials in one process, for the correct half of a case without a
// Judge, in the plain or the race build. There is an Answer for each run that came
// to its end, and for the one that did not. What the process printed is in the
// last of them, whichever run it was.
//
// Of a half that is right nothing may be said at all, and for that one process is
// as good as n: the first report of a race is always printed, and so is what ends
// a process, and goleak looks after each run. Detectors that do not repeat
// themselves, and goroutines that stay, spoil only how often a bug is seen: of a
// broken half each trial needs a process. A report may still depend on how fresh
// a process is, so many runs are better spread over a few.
func Repeat(ctx context.Context, binary string, s Spec, n int) ([]Answer, error) {
	if s.Build == corpus.Explored {
		a, err := runExplorer(ctx, binary, s)
		return []Answer{a}, err
	}
	if s.Build.Static() {
		text, err := os.ReadFile(binary)
		return []Answer{{Spec: s, Output: string(text), Done: err == nil}}, err
	}
	dir, err := os.MkdirTemp("", "threadlab-trial-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	work, record := filepath.Join(dir, "work"), filepath.Join(dir, "record.json")
	if err := os.Mkdir(work, 0o755); err != nil {
		return nil, err
	}
	args := []string{"-record", record, "-dir", work}
	if n > 1 {
		args = append(args, "-count", strconv.Itoa(n))
	}
	a, err := start(ctx, exec.Command(binary, append(args, s.Ref.Name())...), s, func() int64 { return size(record) })
	if err != nil {
		return nil, err
	}
	records, err := corpus.ReadRecords(record)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Ref.Name(), err)
	}
	answers := a.each(records, n)
	last := &answers[len(answers)-1]
	if judge := s.Ref.Case.Judge; judge != nil && (last.Done || last.leftByItself()) {
		last.Record.Outcome, last.Done = judge(work), true
	}
	return answers, nil
}

// each returns an Answer for each of n runs that left a record, and for the one
// that the process ended in. The time that is none of theirs, that of starting the
// child, is in the first.
func (a Answer) each(records []corpus.Record, n int) []Answer {
	var answers []Answer
	rest := a.Elapsed
	for _, r := range records {
		took := time.Duration(r.TookUS) * time.Microsecond
		rest -= took
		answers = append(answers, Answer{Spec: a.Spec, Record: r, Done: true, Elapsed: took})
	}
	if len(answers) < n {
		answers = append(answers, Answer{Spec: a.Spec})
	}
	answers[0].Elapsed += max(0, rest)
	last := &answers[len(answers)-1]
	last.Output, last.Exit, last.Hung = a.Output, a.Exit, a.Hung
	return answers
}

// size returns how long a file is: 0 if it is not there.
func size(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}
