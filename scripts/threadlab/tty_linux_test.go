package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// terminal is the program tty of the scripts: it runs another one on a terminal of its own, prints what that shows, and ends with
// its status. At each prompt for a key it types the next one of -keys, or sends SIGTERM for a T.
func terminal(args []string) (status int, err error) {
	flags := flag.NewFlagSet("tty", flag.ContinueOnError)
	rows, columns, keys := flags.Int("rows", 24, ""), flags.Int("columns", 80, ""), flags.String("keys", "", "")
	if err := flags.Parse(args); err != nil {
		return 0, err
	}
	master, slave, err := openTerminal(uint16(*rows), uint16(*columns))
	if err != nil {
		return 0, err
	}
	defer master.Close()
	cmd := exec.Command(flags.Arg(0), flags.Args()[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	err = cmd.Start()
	if err := errors.Join(err, slave.Close()); err != nil {
		return 0, err
	}
	var shown []byte
	for text := make([]byte, 4096); ; {
		n, err := master.Read(text)
		if err != nil { // all that wrote to it have ended
			break
		}
		os.Stdout.Write(text[:n])
		shown = append(shown, text[:n]...)
		_, after, asked := bytes.Cut(shown, []byte("press a key"))
		if !asked || *keys == "" {
			continue
		}
		shown = after
		if key := (*keys)[0]; key == 'T' {
			err = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) // and its children
		} else {
			_, err = master.Write([]byte{key})
		}
		if err != nil {
			return 0, err
		}
		*keys = (*keys)[1:]
	}
	if err := cmd.Wait(); cmd.ProcessState == nil {
		return 0, err
	}
	return cmd.ProcessState.ExitCode(), nil
}

// openTerminal returns both ends of a terminal of a size.
func openTerminal(rows, columns uint16) (master, slave *os.File, err error) {
	if master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		return nil, nil, err
	}
	fd := int(master.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	err = errors.Join(err, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0), unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: rows, Col: columns}))
	if err != nil {
		return nil, nil, fmt.Errorf("/dev/ptmx: %w", err)
	}
	slave, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	return master, slave, err
}
