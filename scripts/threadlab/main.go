// Command threadlab proves and shows the lessons: each broken program failing,
// each correct one clean.
//
//	go run ./scripts/threadlab                        every case, a verdict each
//	go run ./scripts/threadlab show lock/lost-update  one case, for a projector
//
// Exit status: 0 as expected, 1 not as expected, 2 bad input, 130 interrupted, 141 if its
// output is not read to the end; 3 if explore spent its budget before the bound that it was
// asked for, or, without one, before it found or proved anything.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/scripts/threadlab/term"
)

func main() {
	cli.HelpPrinter = help
	os.Exit(runAsProcess())
}

// The exit statuses that are not 0.
const (
	exitUnexpected  = 1
	exitBadInput    = 2
	exitInterrupted = 130
	exitUnread      = 141 // what a shell says of a program that SIGPIPE ends
)

// An exitError ends a command that has said all there is to say: with this exit status, which may be that of a child.
type exitError int

const (
	errUnexpected = exitError(exitUnexpected) // something is not as expected
	errRefused    = exitError(exitBadInput)   // nothing could be run or explored, and why is said
	errStopped    = exitError(3)              // a search was not finished
)

func (e exitError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, lost := context.WithCancelCause(ctx)
	defer lost(nil)
	err := rootCommand(stdin, outputTo(stdout, lost), stderr).Run(ctx, args)
	var status exitError
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errUnread):
		return exitUnread
	case errors.As(cause, new(lostError)):
		complain(stderr, cause.Error())
		return exitBadInput
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "threadlab: interrupted")
		return exitInterrupted
	case err == nil:
		return 0
	case errors.As(err, &status):
		return int(status)
	}
	complain(stderr, withRemedy(fromHereIn(err.Error())))
	return exitBadInput
}

// complain says why the command ends.
func complain(errs io.Writer, why string) { term.Remark(errs, "threadlab: ", why) }

// remark says beside the results what their reader has to know.
func remark(errs io.Writer, format string, args ...any) {
	term.Remark(errs, "! ", fmt.Sprintf(format, args...))
}

// succeed says what is done, in colour, and more of it.
func succeed(c *cli.Command, what, format string, args ...any) {
	out := term.NewScreen(c.Root().Writer)
	out.Println(out.Good("✓ "+what) + fmt.Sprintf(format, args...))
}

// fromHereIn shortens the paths in a message to what they are from the working folder. It leaves a path alone whose middle
// reads the same, as /var/tmp/x does in /tmp.
func fromHereIn(message string) string {
	here, err := os.Getwd()
	if err != nil || here == string(filepath.Separator) {
		return message
	}
	below := regexp.MustCompile(`(^|[^\w./-])` + regexp.QuoteMeta(here+string(filepath.Separator)))
	return below.ReplaceAllString(message, "$1")
}

// invoked is how a reader calls this command once more: as it was called, or by go tool
// where the go command has built it for one call.
func invoked() string {
	file, err := os.Executable()
	if err != nil {
		return goTool
	}
	return callTo(file, os.Args[0])
}

const goTool = "go tool threadlab"

// callTo is how a reader calls a program that was called by a name.
func callTo(file, called string) string {
	if builtForOneCall.MatchString(file) {
		return goTool
	}
	name := filepath.Base(called)
	if found, err := exec.LookPath(name); err == nil && found == called {
		return name // which its caller has looked up on PATH
	}
	if strings.Contains(called, " ") {
		return "'" + called + "'"
	}
	return called
}

// builtForOneCall matches a program of go run, and one of go tool in whatever folder GOCACHE names.
var builtForOneCall = regexp.MustCompile(`go-build|[/\\][0-9a-f]{64}-d[/\\]`)

func rootCommand(stdin io.Reader, stdout, stderr io.Writer) *cli.Command {
	verify := verifyCommand()
	root := &cli.Command{
		Name:      "threadlab",
		Usage:     "Python's threading lessons in Go: each correct program, and its broken twin",
		UsageText: "threadlab [COMMAND] [FLAGS]   without a command: verify",
		Description: `Exit status: 0 as expected, 1 not as expected, 2 what was asked for cannot be done, 3 explore spent its time first,
			130 interrupted, 141 the output was not read to its end.`,
		Reader:    stdin,
		Writer:    stdout,
		ErrWriter: stderr,
		Flags:     append(verifyCommand().Flags, &cli.BoolFlag{Name: "version", Local: true, Usage: "the commit of this command, and its Go"}),
		Before:    flagsAfterCommand,
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Bool("version") {
				return printVersion(c)
			}
			return verify.Action(ctx, c)
		},
		Commands:              commands(verify),
		EnableShellCompletion: true,
		ConfigureShellCompletionCommand: func(c *cli.Command) {
			c.Hidden, c.HideHelpCommand, c.Category, c.ArgsUsage = false, true, itself, "SHELL"
			c.Usage, c.Description = "a script for bash, zsh, fish or pwsh that completes commands", ""
			c.Before = knownShell
		},
		// Errors are printed once, by run.
		ExitErrHandler: func(context.Context, *cli.Command, error) {},
		Suggest:        true,
	}
	for _, c := range append(root.Commands, root) {
		c.HideHelpCommand = true
		if strings.Contains(c.ArgsUsage, "LESSON/CASE") {
			c.ShellComplete = completeCases
		}
		c.OnUsageError = func(_ context.Context, _ *cli.Command, err error, _ bool) error {
			name := ""
			if c != root {
				name = c.Name + " "
			}
			said := parsing.ReplaceAllString(err.Error(), "")
			if strings.HasSuffix(said, "not defined: -tags") {
				return fmt.Errorf("%s: build tags are set as in GOFLAGS=-tags=NAME threadlab %sPACKAGE", said, name)
			}
			return fmt.Errorf("%s (threadlab %s-help lists the flags)", said, name)
		}
	}
	return root
}

// itself is the category of the commands that are about this one.
const itself = "this command"

// commands returns them all, in the order of the help, each in its category.
func commands(verify *cli.Command) (all []*cli.Command) {
	for _, group := range []struct {
		category string
		commands []*cli.Command
	}{
		{"in class", []*cli.Command{listCommand(), showCommand(), playCommand(), tryCommand(), verify, runCommand(), warmCommand(), bookCommand()}},
		{"in any Go module", []*cli.Command{detectCommand(), exploreCommand()}},
		{"figures, and the pages under results", []*cli.Command{
			benchCommand(), compareCommand(), reportCommand(), matrixCommand(), soakCommand(), schedulesCommand(), strategiesCommand(), resultsCommand(),
		}},
		{"authors of cases", []*cli.Command{newCommand(), witnessCommand()}},
		{itself, []*cli.Command{cleanCommand(), versionCommand(), helpCommand()}},
	} {
		for _, c := range group.commands {
			c.Category = group.category
		}
		all = append(all, group.commands...)
	}
	return all
}

// parsing is what package strconv adds to the value of a flag that is no number.
var parsing = regexp.MustCompile(`strconv\.\w+: parsing "[^"]*": `)

// moreSpace is for whichever of the three the message names a file of.
const moreSpace = "free some space, or set TMPDIR, XDG_CACHE_HOME or GOCACHE to a folder that has more"

// withRemedy adds to a message what helps against what the system has refused. It goes by the words: of the go command, and
// of the compilers that it has started, nothing else is known.
func withRemedy(message string) string {
	for _, r := range []struct{ refused, remedy string }{
		{"no space left on device", moreSpace},
		{"disk quota exceeded", moreSpace},
		{"file too large", "raise the limit on the size of a file, ulimit -f"},
		{"file size limit exceeded", "raise the limit on the size of a file, ulimit -f"},
		{"too many open files", "raise the limit on open files, ulimit -n"},
		{"resource temporarily unavailable", "raise the limit on processes, ulimit -u"},
		{`exec: "go": executable file not found`, "install Go, or add the folder of the go command to PATH"},
		{"does not contain main module", "no go.mod is here or above (go mod init makes one)"},
		{"does not contain modules listed in go.work", "want folders of its modules, as in ./NAME/..."},
		{"is not in std", "a folder is a package to the go command with ./ in front of it"},
		{"cannot allocate memory", "raise the limit on memory, ulimit -v"},
	} {
		if strings.Contains(strings.ToLower(message), r.refused) {
			return message + ": " + r.remedy
		}
	}
	return message
}
