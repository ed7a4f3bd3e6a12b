package main

import (
	"context"

	"github.com/urfave/cli/v3"
)

func mergeMatrix(_ context.Context, _ *cli.Command) error { return nil }
