package model

import (
	"os"
	"slices"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The environment is one variable that all goroutines share, and is made anew before each schedule.

// environ is the environment in which the process began.
var environ = os.Environ()

// restoreEnviron undoes what another schedule has changed.
func restoreEnviron() {
	if slices.Equal(os.Environ(), environ) {
		return
	}
	os.Clearenv()
	for _, v := range environ {
		i := strings.IndexByte(v[1:], '=') + 1 // some of Windows begin with it
		os.Setenv(v[:i], v[i:][1:])
	}
}

func usesEnviron(op string, how scheduler.Access) {
	w := here()
	w.WaitOn(op, nil, scheduler.Touch{How: how, Object: unsafe.Pointer(&w.environment)})
}

// OsGetenv is os.Getenv, as are those below it what their names say.
func OsGetenv(key string) string { usesEnviron("os.Getenv", scheduler.Reads); return os.Getenv(key) }

func OsLookupEnv(key string) (string, bool) {
	usesEnviron("os.LookupEnv", scheduler.Reads)
	return os.LookupEnv(key)
}

func OsEnviron() []string { usesEnviron("os.Environ", scheduler.Reads); return os.Environ() }

func OsExpandEnv(s string) string {
	usesEnviron("os.ExpandEnv", scheduler.Reads)
	return os.ExpandEnv(s)
}

func OsSetenv(key, value string) error {
	usesEnviron("os.Setenv", scheduler.Writes)
	return os.Setenv(key, value)
}

func OsUnsetenv(key string) error {
	usesEnviron("os.Unsetenv", scheduler.Writes)
	return os.Unsetenv(key)
}

func OsClearenv() { usesEnviron("os.Clearenv", scheduler.Writes); os.Clearenv() }
