//go:build !race

package testmain

import "os"

const raceBuild = false

func exit(status int) { os.Exit(status) }
