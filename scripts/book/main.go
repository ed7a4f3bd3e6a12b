// Command book writes the lesson book into a folder: threadlab starts it, and so need not
// link html/template.
//
//	book DIR
//
// It replays the witnesses of the corpus, and reads what is committed below results. What
// goes wrong is a line on stderr, and exit status 2.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"threadlab/racecases/book"
	"threadlab/racecases/book/modules"
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("book: want one folder")
	}
	if err := book.CheckDir(args[0]); err != nil {
		return err
	}
	b, err := read(ctx)
	if err != nil {
		return err
	}
	files, err := b.Files()
	if err != nil {
		return err
	}
	return book.Write(args[0], files)
}

// read reads what the book is made of, and replays the witnesses.
func read(ctx context.Context) (book.Book, error) {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return book.Book{}, err
	}
	results := filepath.Join(builder.Root(), "results")
	seen, err := matrix.ReadEntries(filepath.Join(results, "detectors", "matrix.json"))
	if err != nil {
		return book.Book{}, err
	}
	refs := corpus.Refs(lessons.All())
	reports, err := proof.Replay(ctx, builder, refs...)
	if err != nil {
		return book.Book{}, err
	}
	b := book.Book{
		Lessons: lessons.All(), Witnesses: map[string]explore.Report{}, Matrix: matrix.OwnBuilds(seen),
		Results: os.DirFS(filepath.Join(results, "bench")), Source: explore.LinesBelow(builder.Root()),
	}
	if b.Extra, err = modules.Files(ctx, builder); err != nil {
		return book.Book{}, err
	}
	for i, r := range reports {
		b.Witnesses[refs[i].Name()] = r
	}
	return b, nil
}
