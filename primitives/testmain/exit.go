//go:build !race

package testmain

import "os"

func exit(status int) { os.Exit(status) }
