// Package sets sets the variable of another one when it is initialised.
package sets

import (
	"sync"

	"example.com/strangers/start/hooks"
)

var once sync.Once

func init() { once.Do(func() { hooks.Double = func(n int) int { return 2 * n } }) }

const Version = 1
