package term

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// WaitForKey asks on prompt for a key and waits until one is pressed on in. Where
// in is not a terminal, a line stands for a key and the end of input for the last.
func WaitForKey(ctx context.Context, in io.Reader, prompt io.Writer) error {
	f, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		_, err := bufio.NewReaderSize(in, 1).ReadString('\n')
		if err == io.EOF {
			return nil
		}
		return err
	}
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
