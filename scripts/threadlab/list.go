package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/scripts/threadlab/term"
)

// listed is one line of list -json.
type listed struct {
	V         int           `json:"v"`
	Case      string        `json:"case"`
	Class     corpus.Class  `json:"class"`
	Negative  bool          `json:"negative"`
	Story     string        `json:"story"`
	Symptom   string        `json:"symptom,omitempty"`
	Repair    string        `json:"repair,omitempty"`
	Play      corpus.Kind   `json:"play,omitempty"` // how its first half is played; empty: the explorer refuses it
	Detectors []detect.Name `json:"detectors"`
}

func listCommand() *cli.Command {
	return &cli.Command{
		Name:  "list",
		Usage: "name every case: its class, its story in a line, what detects it",
		Flags: append(selectFlags(), &cli.BoolFlag{Name: "json", Usage: "an object for each case, as JSON lines"}),
		Action: overCases(func(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			out := term.NewScreen(c.Root().Writer)
			if !c.Bool("json") {
				pageByKey(ctx, cancel, c, out)
				if slugs := lessons.Slugs(); refs[0].Lesson.Slug != refs[len(refs)-1].Lesson.Slug {
					out.Paragraph(fmt.Sprintf("%d cases; -lesson names those of one: %s", len(refs), strings.Join(slugs, " ")), "")
				}
			}
			for i, ref := range refs {
				l, err := listing(ref)
				if err != nil {
					return err
				}
				if c.Bool("json") {
					printJSON(out, l)
					continue
				}
				if i == 0 || refs[i-1].Lesson.Slug != ref.Lesson.Slug {
					out.Println(out.Bold(ref.Lesson.Slug) + out.Faint("  "+ref.Lesson.Title))
				}
				printListing(out, l)
			}
			return ctx.Err()
		}),
	}
}

func listing(ref corpus.Ref) (l listed, err error) {
	kind, err := ref.Kind(ref.Halves()[0])
	l = listed{
		V: 1, Case: ref.Name(), Class: ref.Case.Class, Negative: ref.Case.Negative,
		Story: ref.Case.Story, Symptom: ref.Case.Symptom, Repair: ref.Case.Repair, Play: kind, Detectors: []detect.Name{},
	}
	for _, d := range detect.Names() {
		if ref.Of(d).Sees() {
			l.Detectors = append(l.Detectors, d)
		}
	}
	return l, err
}

// looksLike says what a case is taken for that has nothing to catch.
func looksLike(class corpus.Class) string {
	article := "a"
	if strings.ContainsRune("aeiou", rune(class[0])) {
		article = "an"
	}
	return fmt.Sprintf("looks like %s %s", article, class)
}

func printListing(out *term.Screen, l listed) {
	class, seen := string(l.Class), names(l.Detectors, ", ")
	if l.Negative {
		class, seen = "correct on purpose", looksLike(l.Class)
	}
	_, slug, _ := strings.Cut(l.Case, "/")
	if out.Width() < term.Width {
		out.Println("  " + slug + "\n" + out.Wrap(class+": "+seen, "    "))
	} else {
		out.Paragraph(seen, fmt.Sprintf("  %-26s  %-24s  ", slug, class))
	}
	first, _, _ := strings.Cut(l.Story, ". ")
	for line := range strings.SplitSeq(ansi.Wrap(strings.TrimSuffix(first, ".")+".", out.Width()-6, ""), "\n") {
		out.Println(out.Faint("      " + line))
	}
}
