package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v3"
)

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
