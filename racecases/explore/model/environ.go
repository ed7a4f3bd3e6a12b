package model

import (
	"os"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The environment is one variable that all goroutines share. What a schedule changes of it, and the
// working folder that it goes to, is undone at its end; what goroutines that outlive it change,
// before the next one.

// A surrounding is the environment and the working folder.
type surrounding struct {
	environ []string
	folder  string
}

// unchanged is what a schedule has changed, as it was before; nil: none has. It is a package variable
// because both belong to the process.
var unchanged *surrounding

// changesSurrounding keeps what the running schedule is about to change.
func changesSurrounding() {
	if unchanged == nil {
		folder, _ := os.Getwd()
		unchanged = &surrounding{os.Environ(), folder}
	}
}

// restoreSurrounding undoes what another schedule has changed.
func restoreSurrounding() {
	if unchanged == nil {
		return
	}
	os.Clearenv()
	for _, v := range unchanged.environ {
		i := strings.IndexByte(v[1:], '=') + 1 // some of Windows begin with it
		os.Setenv(v[:i], v[i:][1:])
	}
	os.Chdir(unchanged.folder)
	unchanged = nil
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
	changesSurrounding()
	return os.Setenv(key, value)
}

func OsUnsetenv(key string) error {
	usesEnviron("os.Unsetenv", scheduler.Writes)
	changesSurrounding()
	return os.Unsetenv(key)
}

func OsClearenv() {
	usesEnviron("os.Clearenv", scheduler.Writes)
	changesSurrounding()
	os.Clearenv()
}

func OsChdir(dir string) error {
	here().Wait("os.Chdir", nil)
	changesSurrounding()
	return os.Chdir(dir)
}
