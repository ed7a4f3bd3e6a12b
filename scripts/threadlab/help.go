package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v3"

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
	for _, name := range caseNames() {
		fmt.Fprintln(c.Root().Writer, name)
	}
}

// help is the library's [cli.HelpPrinter], but its lines fit the page and flags are
// written as everywhere else here: -flag.
func help(w io.Writer, _ string, data any) {
	c, ok := data.(*cli.Command)
	if !ok {
		return
	}
	out := term.NewScreen(w)
	fmt.Fprintf(out, "NAME:\n%s\n", out.Wrap(c.FullName()+" - "+c.Usage, "   "))
	usage := c.UsageText
	if usage == "" {
		usage = strings.TrimSpace(c.FullName() + " [options] " + c.ArgsUsage)
	}
	fmt.Fprintf(out, "\nUSAGE:\n%s\n", out.Wrap(usage, "   "))
	if c.Description != "" {
		fmt.Fprintf(out, "\nDESCRIPTION:\n%s\n", out.Wrap(strings.Join(strings.Fields(c.Description), " "), "   "))
	}
	helpCommands(out, c.VisibleCommands())
	var rows [][2]string
	for _, f := range c.VisibleFlags() {
		name, usage, _ := strings.Cut(f.String(), "\t")
		name, _, _ = strings.Cut(name, " [ ") // that it may be repeated is in its usage
		name, _, _ = strings.Cut(name, ", ")  // what it was called before still works
		usage = zero.ReplaceAllString(quoted.ReplaceAllString(usage, "(default: $1)"), "(default: 0, $1)")
		rows = append(rows, [2]string{strings.ReplaceAll(name, "--", "-"), usage})
	}
	fmt.Fprint(out, "\nOPTIONS:\n", columns(rows, out.Width(), widest(rows)))
}

// The library puts the default of a flag behind its usage, which may say already what 0 means.
var (
	quoted = regexp.MustCompile(`\(default: "([^"]*)"\)`)
	zero   = regexp.MustCompile(`\((?:0|default): ([^)]*)\) \(default: 0\)`)
)

// helpCommands lists commands below their categories.
func helpCommands(out *term.Screen, commands []*cli.Command) {
	rows, category := [][2]string{}, ""
	for _, c := range commands {
		rows = append(rows, [2]string{c.Name, c.Usage})
	}
	width := widest(rows)
	for i, c := range commands {
		if c.Category != category || i == 0 {
			category = c.Category
			fmt.Fprintf(out, "\n%s:\n", strings.ToUpper(cmp.Or(category, "commands")))
		}
		fmt.Fprint(out, columns(rows[i:i+1], out.Width(), width))
	}
}

// widest returns the width of the widest name.
func widest(rows [][2]string) (width int) {
	for _, r := range rows {
		width = max(width, len(r[0]))
	}
	return width
}

// columns sets names, in a column of this width, and beside them what they mean.
func columns(rows [][2]string, page, width int) string {
	const readable = 24
	at, gap := width+5, "  "
	if page-at < readable { // on a narrow page what they mean stands below
		at, width, gap = 6, 0, "\n      "
	}
	var b strings.Builder
	for _, r := range rows {
		meaning := strings.ReplaceAll(term.Fold(r[1], page-at), "\n", "\n"+strings.Repeat(" ", at))
		fmt.Fprintf(&b, "   %-*s%s%s\n", width, r[0], gap, meaning)
	}
	return b.String()
}

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:   "version",
		Usage:  "the commit of this command, and its Go",
		Action: alone(func(_ context.Context, c *cli.Command) error { return printVersion(c) }),
	}
}

func printVersion(c *cli.Command) error {
	info, _ := debug.ReadBuildInfo()
	_, err := fmt.Fprintf(c.Root().Writer, "threadlab %s, %s, %s/%s\n", commitIn(info), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// commitIn returns the commit that a program was built from: go run stamps none.
func commitIn(info *debug.BuildInfo) string {
	if info == nil {
		return "of no known commit"
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = " with changes"
		}
	}
	switch version := info.Main.Version; {
	case commit != "":
		return "commit " + commit + changed
	case version != "" && version != "(devel)":
		return version
	}
	return "of no known commit (go build stamps it, go run does not)"
}
