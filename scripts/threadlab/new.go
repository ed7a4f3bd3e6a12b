package main

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"go/doc"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
)

func newCommand() *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "write the three files of a new case, with a bug that compiles",
		ArgsUsage: "LESSON/CASE",
		Action: func(ctx context.Context, c *cli.Command) error {
			name, err := oneCase(c)
			if err != nil {
				return err
			}
			slot, err := newCase(ctx, name)
			if err != nil {
				return err
			}
			builder, err := trial.NewBuilder(ctx)
			if err != nil {
				return err
			}
			files, err := slot.write(filepath.Join(builder.Root(), "racecases", "lessons", slot.lesson))
			if err != nil {
				return err
			}
			for _, file := range files {
				fmt.Fprintln(c.Root().Writer, "  "+gocmd.FromHere(file))
			}
			fmt.Fprintf(c.Root().Writer, "What is still to be written: go test ./racecases -run 'TestRules/%s'\n", name)
			return nil
		},
	}
}

// A newSlot is where a case that does not exist yet belongs.
type newSlot struct {
	lesson string
	slug   string
}

// newCase reads the name of a case that is to be written.
func newCase(ctx context.Context, name string) (newSlot, error) {
	lesson, slug, _ := strings.Cut(name, "/")
	all := lessons.All()
	if err := oneOf("lesson", lesson, lessons.Slugs()); err != nil {
		return newSlot{}, err
	}
	if err := corpus.CheckSlug(slug); err != nil {
		return newSlot{}, fmt.Errorf("%s: %w", name, err)
	}
	if ref, found := corpus.Find(corpus.Refs(all), name); found {
		return newSlot{}, fmt.Errorf("%s exists: %s", name, ref.Path(corpus.Correct))
	}
	s := newSlot{lesson, slug}
	if f := s.function(); !token.IsIdentifier(f) || doc.IsPredeclared(f) || f == "init" {
		return newSlot{}, fmt.Errorf("%s: a function cannot be called %s: choose another slug", name, f)
	}
	out, err := leftOut(ctx, s.files())
	if len(out) > 0 {
		err = fmt.Errorf("%s: go build leaves out a file of the name %s: choose a slug that ends otherwise", name, out[0])
	}
	return s, err
}

// leftOut returns those files that by their names are compiled on some platforms only, or into tests.
func leftOut(ctx context.Context, files []string) ([]string, error) {
	dir, err := os.MkdirTemp("", "threadlab-new-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	err = os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module p\n"), 0o644)
	for _, file := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, file), []byte("package p\n"), 0o644))
	}
	if err != nil {
		return nil, err
	}
	nowhere := gocmd.Go{Dir: dir, Env: []string{"GOOS=none", "GOARCH=none", "GOFLAGS=", "GOWORK=off"}}
	list, err := gocmd.List[struct{ IgnoredGoFiles, TestGoFiles []string }](ctx, nowhere, "-e")
	if err != nil {
		return nil, err
	}
	return append(list[0].IgnoredGoFiles, list[0].TestGoFiles...), nil
}

// files returns the names of the three files, in the order of the templates.
func (s newSlot) files() []string {
	c := corpus.Case{Slug: s.slug}
	return []string{c.File(corpus.Correct), c.File(corpus.Broken), c.CaseFile()}
}

// function is the name of the case's program: lostUpdate for lost-update.
func (s newSlot) function() string {
	words := strings.Split(s.slug, "-")
	for i, w := range words[1:] {
		words[i+1] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, "")
}

// The template is named otherwise than Go files, so that it is not compiled here.
//
//go:embed template/*.go.txt
var newFiles embed.FS

// write writes the three files into the folder of the lesson and lists the case in its
// lesson.go. It returns the names of the files.
func (s newSlot) write(dir string) ([]string, error) {
	list, err := listCase(filepath.Join(dir, "lesson.go"), s.function()+"Case()")
	if err != nil {
		return nil, err
	}
	if file, err := s.declared(dir); err != nil || file != "" {
		return nil, cmp.Or(err, fmt.Errorf("%s declares %s: choose another slug", gocmd.FromHere(file), s.function()))
	}
	filled := strings.NewReplacer("PACKAGE", s.lesson, "SLUG", s.slug, "FUNCTION", s.function())
	var files []string
	for i, from := range []string{"new.go.txt", "new_broken.go.txt", "new_case.go.txt"} {
		text, err := newFiles.ReadFile("template/" + from)
		if err != nil {
			return nil, err
		}
		file := filepath.Join(dir, s.files()[i])
		if err := writeNew(file, filled.Replace(string(text))); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	lesson := filepath.Join(dir, "lesson.go")
	return append(files, lesson), atomicfile.Write(lesson, list)
}

// declared returns a file of the lesson, beside those of the case, that declares what the new files would declare.
func (s newSlot) declared(dir string) (string, error) {
	declares, err := regexp.Compile(`(?m)^(func|type|var|const) ` + s.function() + `(Case)?\b`)
	if err != nil {
		return "", err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		if declares.Match(text) && !slices.Contains(s.files(), filepath.Base(file)) {
			return file, nil
		}
	}
	return "", err
}

// writeNew writes a file that must not exist.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// caseList is the list of a lesson's cases, up to its closing brace.
var caseList = regexp.MustCompile(`(?ms)^\t\tCases: \[\]corpus\.Case\{$.*?^\t\t\}`)

// listCase returns the text of a lesson.go with one call more at the end of its list of cases.
func listCase(file, call string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	list := caseList.FindIndex(text)
	if list == nil {
		return nil, fmt.Errorf("%s has no list of Cases to add %s to", file, call)
	}
	return slices.Insert(text, list[1]-len("\t\t}"), []byte("\t\t\t"+call+",\n")...), nil
}
