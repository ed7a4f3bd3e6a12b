package measure

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"threadlab/racecases/proc"
)

// Child runs a command that prints Go's benchmark format and passes its lines on as they come: whole lines only, so
// that what is kept of a round that is interrupted can be read. The error of a command that fails says what
// was measured and what the command said last. cmd is from [proc.Command] with ctx.
func Child(ctx context.Context, cmd *exec.Cmd, what string, w io.Writer) error {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", what, proc.Started(err))
	}
	last, writing := passOn(stdout, w)
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case writing != nil:
		return writing
	case err != nil:
		if text := said(stderr.String()); text != "" {
			last = text
		}
		return fmt.Errorf("%w: %s: %s (%w)", ErrFailed, what, last, err)
	}
	return nil
}

// passOn copies whole lines, and returns the last one that tells something and the first error of writing.
func passOn(r io.Reader, w io.Writer) (last string, writing error) {
	for lines := bufio.NewReader(r); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return last, writing
		}
		if _, err := io.WriteString(w, line); err != nil && writing == nil {
			writing = err
		}
		if text := strings.TrimSpace(line); text != "" && text != "FAIL" && !strings.HasPrefix(text, "---") {
			last = text
		}
	}
}

// said returns the line of a complaint that tells what happened: Go begins with it, Python's traceback ends with it.
func said(complaint string) string {
	complaint = strings.TrimSpace(complaint)
	if strings.HasPrefix(complaint, "Traceback ") {
		return complaint[strings.LastIndexByte(complaint, '\n')+1:]
	}
	line, _, _ := strings.Cut(complaint, "\n")
	return line
}
