package explore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
)

// runChild has a compiled child explore one of its programs, in a folder. It also
// returns what the child said on standard error, as the race detector does.
func runChild(ctx context.Context, file, dir, program string, o Options) (scheduler.Answer, string, error) {
	args := []string{
		"-delays", strconv.Itoa(o.Delays), "-schedules", strconv.Itoa(o.Schedules), "-steps", strconv.Itoa(o.Steps),
		"-strategy", string(o.Strategy), "-seed", strconv.FormatUint(o.Seed, 10), "-replay", o.Replay, "-meet", o.Meet,
		"-patient=" + strconv.FormatBool(o.Patient), "-outlive=" + strconv.FormatBool(o.Outlive),
	}
	if o.Time > 0 {
		args = append(args, "-time", o.Time.String())
	}
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, file, append(args, program)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	// Or it waits a second at its end, and a report is its exit status. The last wins.
	cmd.Env = append(os.Environ(), "GORACE="+os.Getenv("GORACE")+" atexit_sleep_ms=0 exitcode=0 halt_on_error=0 log_path=stderr")
	var a scheduler.Answer
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		err = json.Unmarshal(out.Bytes(), &a)
	case ctx.Err() != nil:
		err = ctx.Err()
	case errors.As(err, &exit) && errs.Len() > 0:
		err = complaint(exit.ExitCode(), errs.String())
	}
	if err != nil && !errors.As(err, new(RefusedError)) {
		err = fmt.Errorf("%s: %w", program, err)
	}
	return a, errs.String(), err
}

// complaint makes an error of what a child said before it ended.
func complaint(status int, said string) error {
	if line, where, crashed := crash(said); crashed {
		return fmt.Errorf("the explored process crashed, which no schedule may: %s, at %s", line, where)
	}
	said = strings.TrimSpace(said)
	if i := strings.LastIndex(said, "not modelled: "); status == harness.StatusRefused && i >= 0 {
		return RefusedError{said[i:]}
	}
	return errors.New(said)
}

var (
	crashLine  = regexp.MustCompile(`(?m)^(?:panic|fatal error): .*|^unexpected fault address.*`)
	frameLine  = regexp.MustCompile(`(?m)^\t(\S+\.go:\d+)`)
	machinery  = regexp.MustCompile(`/runtime/|^runtime/|explore/(scheduler|model|harness)/`)
	nowhere    = "a place unknown"
	goroutines = regexp.MustCompile(`(?m)^goroutine `)
)

// crash returns the first line of what the runtime says when a process dies of a
// panic or a fatal error, and the innermost place that is neither the runtime's nor
// the explorer's.
func crash(said string) (line, where string, ok bool) {
	at := crashLine.FindStringIndex(said)
	if at == nil || !goroutines.MatchString(said[at[1]:]) {
		return "", "", false
	}
	line, where = said[at[0]:at[1]], nowhere
	for _, frame := range frameLine.FindAllStringSubmatch(said[at[1]:], -1) {
		if !machinery.MatchString(frame[1]) {
			where = frame[1]
			break
		}
	}
	return line, where, true
}
