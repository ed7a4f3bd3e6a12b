package measure

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"
)

// ErrDifferentRun is matched by the error about a file that another run has left behind.
var ErrDifferentRun = errors.New("figures of another run")

// A Kept is what an interrupted run has left in the folder of a plan: whole rounds. What there is of the round
// that was interrupted is not used.
type Kept struct {
	Rounds int // of all suites and sources together
	parts  []keptPart
}

type keptPart struct {
	rounds int
	text   []byte // the header and the whole rounds
}

// Kept finds what there is to continue with. The rounds of another run, of other sources, on another machine or with other
// settings, are never added to: [ErrDifferentRun] says so, and nothing is touched, because only their owner knows whether
// they are still worth something. A file without a whole round is worth nothing.
func (p Plan) Kept(h Host) (Kept, error) {
	var kept Kept
	for _, x := range p.parts() {
		text, err := os.ReadFile(p.partial(x))
		// That a folder is a file is said when it is made.
		if err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			return Kept{}, err
		}
		part := wholeRounds(text)
		if part.rounds > 0 {
			want := h.Header(p.command(x), time.Time{}) + x.source.Header
			if difference := otherRun(string(part.text), want); difference != "" {
				return Kept{}, fmt.Errorf("%w: %s holds %d rounds, %s: finish that run, or delete the file",
					ErrDifferentRun, p.partial(x), part.rounds, difference)
			}
		}
		kept.Rounds += part.rounds
		kept.parts = append(kept.parts, part)
	}
	return kept, nil
}

// wholeRounds cuts off what stands after the end of the last whole round.
func wholeRounds(text []byte) keptPart {
	last := bytes.LastIndex(text, []byte("\n"+endMark))
	if last < 0 {
		return keptPart{}
	}
	end := bytes.IndexByte(text[last+1:], '\n')
	if end < 0 { // the mark itself was cut short
		return wholeRounds(text[:last])
	}
	text = text[:last+1+end+1]
	return keptPart{bytes.Count(text, []byte("\n"+endMark)), text}
}

// otherRun says in what the header of a file differs from the one that would be written now, apart from the time and
// the load of the machine. Two that have changes besides their commit cannot be told apart, so they differ.
func otherRun(text, want string) string {
	lines := strings.Split(text, "\n")
	for i, line := range strings.Split(strings.TrimSuffix(want, "\n"), "\n") {
		key, now, _ := strings.Cut(line, ": ")
		oldKey, old, _ := strings.Cut(lines[min(i, len(lines)-1)], ": ")
		switch {
		case key == "date" || key == "load":
		case oldKey != key:
			return fmt.Sprintf("without a line %q", key)
		case old != now:
			return fmt.Sprintf("with %q where it is now %q", line[:len(key)+2]+old, now)
		case key == "commit" && strings.HasSuffix(now, dirty):
			return "from sources with changes that are not committed, which may be others now"
		}
	}
	return ""
}

// open returns the file to append to, with the header and what is kept in it.
func (k keptPart) open(path, header string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	end := int64(len(k.text))
	err = f.Truncate(end)
	if err == nil {
		_, err = f.Seek(end, io.SeekStart)
	}
	if err == nil && k.rounds == 0 {
		_, err = f.WriteString(header)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
