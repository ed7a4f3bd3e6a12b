package trial

import (
	"context"
	"os"
	"regexp"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
)

// WebAssembly compiles one half of every case for a browser, unless that is in the cache of
// builds, and returns the file. What it registers is in the comment of
// runner/explored/main_js.go.
func (b *Builder) WebAssembly(ctx context.Context, half corpus.Half) (string, error) {
	main := Corpus(b.root, half)
	var err error
	if main.Files, err = b.lessonsWithoutSources(); err != nil {
		return "", err
	}
	main.Env = []string{"GOOS=js", "GOARCH=wasm"}
	// No folder or time is in it. For wasm the go command leaves DWARF out by itself: a flag
	// that says so would have the standard library compiled once more.
	main.Link, main.Trimpath = "-s -w -buildid=", true
	p, err := b.compiled(ctx, main, explore.BuildMode{Played: true})
	if err != nil {
		return "", err
	}
	return p.File(), nil
}

var embeds = regexp.MustCompile(`(?m)^//go:embed .*\n`)

// lessonsWithoutSources returns the file of each lesson, by its path, without the lesson's
// sources embedded: a page has them, and here they would have points and names of folders.
func (b *Builder) lessonsWithoutSources() (map[string]string, error) {
	paths, err := b.lessonFiles("lesson.go")
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files[path] = embeds.ReplaceAllString(string(text), "")
	}
	return files, nil
}
