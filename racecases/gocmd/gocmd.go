// Package gocmd calls the go command. A call ends, with the compilers that it has
// started, when its context does, and leaves no temporary file behind: see [Go.Output].
// What the go command says of a failure is an [Error], whose text is one line.
//
// A build may read other files than those in the tree: see [Overlay]. What it makes is
// kept for the next one that needs the same: see [Cache].
package gocmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"threadlab/racecases/proc"
)

// A Go is a way to call the go command. The zero value calls it in the working folder.
type Go struct {
	Dir       string   // where it runs
	Env       []string // beside this process's environment
	Stdin     io.Reader
	Toolchain string // the Go to use, as the go command calls it (go1.27.4); empty: this one
	Root      string // the folder of the Go to use, as its files are to be called; empty: that of the go command on PATH
}

// Output runs the go command and returns what it printed on standard output. The error
// is an [Error], that of starting it, or ctx's. No build is stamped with the state of its
// repository: git refuses to tell that of a checkout which another user owns.
func (g Go) Output(ctx context.Context, args ...string) ([]byte, error) {
	if len(args) > 0 && (args[0] == "build" || args[0] == "list") {
		args = slices.Insert(slices.Clone(args), 1, "-buildvcs=false")
	}
	program := "go"
	if g.Root != "" {
		program = filepath.Join(g.Root, "bin", "go")
		g.Env = append(slices.Clip(g.Env), "GOROOT="+g.Root, "GOTOOLCHAIN=local")
	}
	return g.Exec(ctx, program, args...)
}

// Exec is Output for another program, which may itself call the go command.
func (g Go) Exec(ctx context.Context, program string, args ...string) ([]byte, error) {
	temp, err := os.MkdirTemp(os.Getenv("GOTMPDIR"), "threadlab-go-")
	if err != nil {
		return nil, err
	}
	// A go command that is killed leaves its files, and so do its compilers.
	defer os.RemoveAll(temp)
	var out, said bytes.Buffer
	cmd := proc.Command(ctx, program, args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = g.Dir, g.Stdin, &out, &said
	// Compilers end soon: that they collect less garbage saves a fifth of their time.
	cmd.Env = slices.Concat([]string{"GOGC=400"}, os.Environ(), []string{"GOFLAGS=" + quiet(os.Getenv("GOFLAGS"))}, g.Env)
	if g.Toolchain != "" {
		cmd.Env = append(cmd.Env, "GOTOOLCHAIN="+g.Toolchain)
	}
	cmd.Env = append(cmd.Env, "GOTMPDIR="+temp)
	err = proc.Started(cmd.Run())
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, new(*exec.ExitError)):
		// go vet and go test print what they have found on standard output.
		return out.Bytes(), &Error{lines(Located(g.Dir, said.String()+out.String())), err}
	}
	return out.Bytes(), err
}

// quiet returns a GOFLAGS without the flags that change what the go command prints, or have it build nothing: people set them
// to see what it does, and here its answers are read.
func quiet(flags string) string {
	flag := regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`)
	noisy := regexp.MustCompile(`^--?(json|n|v|work|x)(=|$)`)
	return strings.Join(slices.DeleteFunc(flag.FindAllString(flags, -1), noisy.MatchString), " ")
}

// usual returns the variables that the go command is asked for whichever of them is wanted, so that a context of
// [AskingOnce] has the others. With one of cgo's flags among them the go command would start a C compiler.
func usual() []string {
	return []string{"GOVERSION", "GOOS", "GOARCH", "GOAMD64", "GOARM64", "GOFLAGS", "GOEXPERIMENT", "CGO_ENABLED", "CC",
		"GOWORK", "GOENV", "GOROOT", "GOMODCACHE"}
}

// Getenv returns what the go command takes some of its variables to be.
func (g Go) Getenv(ctx context.Context, names ...string) ([]string, error) {
	all := usual()
	for _, name := range names {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	text, err := once(ctx, fmt.Sprintf("%q env %q", g, all), func() (string, error) {
		out, err := g.Output(ctx, append([]string{"env", "-json"}, all...)...)
		return string(out), err
	})
	if err != nil {
		return nil, err
	}
	var found map[string]string
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	values := make([]string, len(names))
	for i, name := range names {
		values[i] = found[name]
	}
	return values, nil
}

// List runs go list with some arguments, patterns included, and returns what it describes. The fields of T are what it
// is asked for. Beside an error are those that could be read.
func List[T any](ctx context.Context, g Go, args ...string) ([]T, error) {
	var fields []string
	for field := range reflect.TypeFor[T]().Fields() {
		fields = append(fields, field.Name)
	}
	out, err := g.Output(ctx, append([]string{"list", "-json=" + strings.Join(fields, ",")}, args...)...)
	if err != nil {
		return nil, err
	}
	return Decode[T](out)
}

// Decode reads JSON objects, one after the other, as the go command prints them.
func Decode[T any](out []byte) ([]T, error) {
	var all []T
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var one T
		if err := decoder.Decode(&one); err != nil {
			return all, err
		}
		all = append(all, one)
	}
	return all, nil
}

// ModuleRoot returns the folder of a module that the working folder is in, or that its module depends on. What else
// keeps the go command from finding it, as GOFLAGS, GO111MODULE or a vendor folder may, it says itself.
func ModuleRoot(ctx context.Context, module string) (string, error) {
	root, err := once(ctx, "root "+module, func() (string, error) {
		out, err := Go{}.Output(ctx, "list", "-m", "-f", "{{.Dir}}", module)
		return strings.TrimSpace(string(out)), err
	})
	if failed := new(Error); errors.As(err, &failed) && elsewhere(failed.Error()) {
		return "", fmt.Errorf("no %s sources here: run this inside the %s module", module, module)
	}
	return root, err
}

// elsewhere reports whether the go command says that there is no module here, or one that
// does not depend on the one it was asked for.
func elsewhere(said string) bool {
	return strings.Contains(said, "go.mod file not found") || strings.Contains(said, "not a known dependency")
}

// Tool builds a command that the go.mod of the working folder calls a tool, or finds it in
// the go command's cache, and returns its file. It has no race detector, whatever GOFLAGS
// asks for.
func (g Go) Tool(ctx context.Context, name string) (file string, err error) {
	out, err := g.OutputInTurn(ctx, "tool-"+name, "tool", "-n", name)
	return strings.TrimSpace(string(out)), err
}

// TypeChecker is the turn of builds with go/types, which most other programs do not need.
const TypeChecker = "typechecker"

// OutputInTurn is Output for a build. Processes that need the same packages at once take turns: each would compile all of
// them.
func (g Go) OutputInTurn(ctx context.Context, turn string, args ...string) ([]byte, error) {
	if cache, err := OpenCache(); err == nil { // without a cache they do not
		if unlock, err := lock(ctx, filepath.Join(cache.dir, turn+lockSuffix)); err == nil {
			defer unlock()
		}
	}
	return g.Output(ctx, args...)
}

// AskingOnce returns a context in which the go command is asked once for its variables and for the folder of a module,
// however many calls want them: each answer takes a process, 3 to 15 ms. It is for a command that a user has started,
// as answers stay what they were when the environment changes, or the files of the go command.
func AskingOnce(ctx context.Context) context.Context {
	return context.WithValue(ctx, answersKey{}, new(sync.Map))
}

// answersKey is the key of a map of questions to answers.
type answersKey struct{}

// An answer is looked up by the first that locks it, while others wait that have the same question.
type answer struct {
	sync.Mutex
	known bool
	text  string
}

// once returns the answer that the context has to a question, and else that of ask, which is kept unless it is an error.
func once(ctx context.Context, question string, ask func() (string, error)) (text string, err error) {
	answers, ok := ctx.Value(answersKey{}).(*sync.Map)
	if !ok {
		return ask()
	}
	entry, _ := answers.LoadOrStore(question, new(answer))
	a := entry.(*answer)
	a.Lock()
	defer a.Unlock()
	if !a.known {
		a.text, err = ask()
		a.known = err == nil
	}
	return a.text, err
}
