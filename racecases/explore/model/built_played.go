//go:build played

package model

// builtToPlay reports whether points at accesses count only where they are open.
const builtToPlay = true
