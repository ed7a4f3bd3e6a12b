package explore

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// loggerLock finds what locks and unlocks the mutex of a logger in Go's packages.
var loggerLock = regexp.MustCompile(`\b(l\.outMu|h\.mu)\.(Lock|Unlock)\(\)`)

// loggers returns the texts of files of packages log and log/slog, by their names below src, in
// which the functions ThreadlabLock and ThreadlabUnlock lock a logger's mutex. They are log's own variables,
// so that its types stay the same everywhere, and logHooks sets them. None is returned if
// this version of Go locks otherwise.
func loggers(goroot string) (map[string]string, error) {
	files := map[string]string{}
	for name, edit := range map[string]struct{ lock, head, end string }{
		"log/log.go":          {"Threadlab$2(&$1)", "package log", "\nvar ThreadlabLock, ThreadlabUnlock = (*sync.Mutex).Lock, (*sync.Mutex).Unlock\n"},
		"log/slog/handler.go": {"threadlab_log.Threadlab$2($1)", `package slog; import threadlab_log "log"`, ""},
	} {
		text, err := os.ReadFile(filepath.Join(goroot, "src", filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("reading Go's package log: %w", err)
		}
		if !loggerLock.Match(text) {
			return nil, nil
		}
		head, _, _ := strings.Cut(edit.head, ";")
		changed := loggerLock.ReplaceAllString(string(text), edit.lock)
		files[name] = strings.Replace(changed, "\n"+head+"\n", "\n"+edit.head+"\n", 1) + edit.end
	}
	return files, nil
}

// logHooks is the text of the main function that has loggers wait in the model.
const logHooks = "\tlog.ThreadlabLock, log.ThreadlabUnlock = model.LockLogger, model.UnlockLogger\n"
