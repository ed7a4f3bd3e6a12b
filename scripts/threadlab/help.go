package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
	"threadlab/scripts/threadlab/term"
)

func helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Usage:     "what a command does, and its flags",
		ArgsUsage: "[COMMAND]",
		Action: func(_ context.Context, c *cli.Command) error {
			about := c.Root()
			switch name := c.Args().First(); {
			case c.Args().Len() > 1:
				return fmt.Errorf("help takes one command, and got %q as well", c.Args().Get(1))
			case name != "":
				if about = c.Root().Command(name); about == nil {
					return unknownCommand(c.Root(), name)
				}
			}
			help(c.Root().Writer, "", about)
			return nil
		},
	}
}

// completeCases prints the names of the cases, for a shell to choose from.
func completeCases(ctx context.Context, c *cli.Command) {
	cli.DefaultCompleteWithFlags(ctx, c)
	for _, ref := range corpus.Refs(lessons.All()) {
		fmt.Fprintln(c.Root().Writer, ref.Name())
	}
}

// help is the library's [cli.HelpPrinter], but its lines fit the page and flags are
// written as everywhere else here: -flag.
func help(w io.Writer, _ string, data any) {
	c, ok := data.(*cli.Command)
	if !ok {
		return
	}
	fmt.Fprintf(w, "NAME:\n%s\n", term.Wrap(c.FullName()+" - "+c.Usage, "   "))
	usage := c.UsageText
	if usage == "" {
		usage = strings.TrimSpace(c.FullName() + " [options] " + c.ArgsUsage)
	}
	fmt.Fprintf(w, "\nUSAGE:\n%s\n", term.Wrap(usage, "   "))
	if c.Description != "" {
		fmt.Fprintf(w, "\nDESCRIPTION:\n%s\n", term.Wrap(strings.Join(strings.Fields(c.Description), " "), "   "))
	}
	var rows [][2]string
	for _, sub := range c.VisibleCommands() {
		rows = append(rows, [2]string{sub.Name, sub.Usage})
	}
	if len(rows) > 0 {
		fmt.Fprint(w, "\nCOMMANDS:\n", columns(rows))
	}
	rows = nil
	for _, f := range c.VisibleFlags() {
		name, usage, _ := strings.Cut(f.String(), "\t")
		name, _, _ = strings.Cut(name, " [ ") // that it may be repeated is in its usage
		name, _, _ = strings.Cut(name, ", ")  // what it was called before still works
		rows = append(rows, [2]string{strings.ReplaceAll(name, "--", "-"), usage})
	}
	fmt.Fprint(w, "\nOPTIONS:\n", columns(rows))
}

// columns sets names, and beside them what they mean.
func columns(rows [][2]string) string {
	width := 0
	for _, r := range rows {
		width = max(width, len(r[0]))
	}
	var b strings.Builder
	for _, r := range rows {
		meaning := term.Fold(r[1], term.Width-width-5)
		meaning = strings.ReplaceAll(meaning, "\n", "\n"+strings.Repeat(" ", width+5))
		fmt.Fprintf(&b, "   %-*s  %s\n", width, r[0], meaning)
	}
	return b.String()
}
