package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

// flagsAfterCommand refuses a flag in front of a command that would ignore it.
func flagsAfterCommand(ctx context.Context, c *cli.Command) (context.Context, error) {
	if sub := c.Command(c.Args().First()); sub != nil && len(c.LocalFlagNames()) > 0 {
		return ctx, fmt.Errorf("flags go after the command, as in: threadlab %s -%s", sub.Name, c.LocalFlagNames()[0])
	}
	return ctx, nil
}

// knownShell refuses a shell that no script is for.
func knownShell(ctx context.Context, c *cli.Command) (context.Context, error) {
	if shell := c.Args().First(); shell != "" && c.Command(shell) == nil {
		return ctx, fmt.Errorf("completion %s: want one of bash zsh fish pwsh", shell)
	}
	return ctx, nil
}

// noArguments refuses what a command would otherwise ignore.
func noArguments(c *cli.Command) error {
	if c.Args().Len() == 0 {
		return nil
	}
	word := c.Args().First()
	if c == c.Root() {
		return unknownCommand(c, word)
	}
	err := fmt.Errorf("%s takes no operand, and got %q", c.Name, word)
	var choose []string // flags that take names, as most operands here are
	for _, f := range []struct {
		name  string
		takes []string
	}{{"suite", strings.Fields(suiteNames())}, {"lesson", lessons.Slugs()}, {"case", caseNames()}} {
		if !slices.ContainsFunc(c.Flags, func(flag cli.Flag) bool { return slices.Contains(flag.Names(), f.name) }) {
			continue
		}
		if slices.Contains(f.takes, word) {
			return fmt.Errorf("%w: want -%s %s", err, f.name, word)
		}
		choose = append(choose, fmt.Sprintf("-%s %s", f.name, strings.ToUpper(f.name)))
	}
	if len(choose) > 0 {
		return fmt.Errorf("%w: want %s", err, strings.Join(choose, " or "))
	}
	return err
}

// caseNames lists the names of all cases.
func caseNames() (names []string) {
	for _, ref := range corpus.Refs(lessons.All()) {
		names = append(names, ref.Name())
	}
	return names
}

func unknownCommand(root *cli.Command, word string) error {
	if near := cli.SuggestCommand(root.Commands, word); near != "" {
		return fmt.Errorf("unknown command %q: did you mean %s? (threadlab help lists them)", word, near)
	}
	return fmt.Errorf("unknown command %q (threadlab help lists them)", word)
}

// alone is the action of a command that takes no operand.
func alone(do cli.ActionFunc) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) error {
		if err := noArguments(c); err != nil {
			return err
		}
		return do(ctx, c)
	}
}

// atLeast refuses numbers below the least that their flags take.
func atLeast(least int, c *cli.Command, flags ...string) error {
	for _, flag := range flags {
		if n := c.Int(flag); n < least {
			return fmt.Errorf("-%s %d: want %d or more", flag, n, least)
		}
	}
	return nil
}

// oneCase returns the single operand of a command.
func oneCase(c *cli.Command) (string, error) {
	if c.Args().Len() != 1 {
		return "", fmt.Errorf("%s takes one case, as in: threadlab %s lock/lost-update", c.Name, c.Name)
	}
	return c.Args().First(), nil
}

// isFolder reports whether an argument can only be a package, and not a case.
func isFolder(arg string) bool { return strings.HasPrefix(arg, ".") || filepath.IsAbs(arg) }

// checkPackages refuses operands that name no package: a file, also one that is not there, and a case beside -run, which is
// of tests.
func checkPackages(c *cli.Command) error {
	for _, arg := range c.Args().Slice() {
		info, err := os.Stat(arg)
		switch {
		case c.Bool("merge"):
		case err != nil && filepath.Ext(arg) == ".go" && isDir(filepath.Dir(arg)): // an import path may end so too
			return fmt.Errorf("there is no file %s, and %s takes packages, as the go command names them (./...)", arg, c.Name)
		case err != nil || info.IsDir():
		case filepath.Ext(arg) == ".go":
			return fmt.Errorf("%s is a file: %s takes packages, and that of the file is %s (-run selects some of its tests)", arg, c.Name, folderOf(arg))
		default:
			return fmt.Errorf("%s is a file: %s takes packages, as the go command names them (./...)", arg, c.Name)
		}
		if _, none := lessons.Find(arg); none == nil && err != nil && c.IsSet("run") {
			return fmt.Errorf("-run %s selects tests, and %s is a case: leave -run out", c.String("run"), arg)
		}
	}
	return nil
}

// folderOf is the folder of a file, as a package to the go command.
func folderOf(file string) string {
	dir := filepath.ToSlash(filepath.Dir(file))
	if isFolder(dir) {
		return dir
	}
	return "./" + dir
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// folderMeant adds to an error what was meant if the operand is a folder, which only
// with ./ in front of it is a package to the go command.
func folderMeant(operand string, err error) error {
	if isFolder(operand) || !isDir(operand) {
		return err
	}
	return fmt.Errorf("%w (the package in this folder is ./%s)", err, operand)
}
