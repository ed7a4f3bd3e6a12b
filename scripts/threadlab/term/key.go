package term

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// WaitForKey asks on prompt for a key and waits until one is pressed on in. Where
// in is not a terminal, a line stands for a key and the end of input for the last.
func WaitForKey(ctx context.Context, in io.Reader, prompt io.Writer) error {
	if !IsTyped(in) {
		return readLine(in)
	}
	f := in.(*os.File)
	fmt.Fprint(prompt, "  press a key ")
	defer fmt.Fprint(prompt, "\r              \r")
	old, err := term.MakeRaw(int(f.Fd()))
	if err != nil {
		return err
	}
	defer func() { _ = term.Restore(int(f.Fd()), old) }()
	key := make([]byte, 1)
	if _, err := f.Read(key); err != nil {
		return err
	}
	const ctrlC = 3 // in raw mode no signal comes of it
	if key[0] == ctrlC {
		return context.Canceled
	}
	return ctx.Err()
}

// IsTyped reports whether in is a terminal, which shows what is typed.
func IsTyped(in io.Reader) bool {
	f, ok := in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// readLine reads to the end of a line and not a byte further.
func readLine(in io.Reader) error {
	for b := make([]byte, 1); b[0] != '\n'; {
		if _, err := io.ReadFull(in, b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}
