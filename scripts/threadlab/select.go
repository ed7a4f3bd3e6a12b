package main

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

// selectFlags choose cases.
func selectFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "lesson", Usage: "only this `LESSON`, such as lock (may be repeated)"},
		&cli.StringSliceFlag{Name: "case", Usage: "only this `CASE`, such as lock/lost-update (may be repeated)"},
	}
}

// selected returns the cases that the flags choose, in syllabus order: all of
// them without any flag.
func selected(c *cli.Command) ([]corpus.Ref, error) {
	wanted := map[string]bool{}
	for _, name := range c.StringSlice("case") {
		if _, err := lessons.Find(name); err != nil {
			return nil, err
		}
		wanted[name] = true
	}
	all := lessons.All()
	for _, slug := range c.StringSlice("lesson") {
		if err := checkLesson(all, slug); err != nil {
			return nil, err
		}
		wanted[slug] = true
	}
	var refs []corpus.Ref
	for _, ref := range corpus.Refs(all) {
		if len(wanted) == 0 || wanted[ref.Name()] || wanted[ref.Lesson.Slug] {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}

func checkLesson(all []corpus.Lesson, slug string) error {
	var slugs []string
	nearest, distance := "", len(slug)+len(all[0].Slug)
	for _, l := range all {
		if l.Slug == slug {
			return nil
		}
		if d := levenshtein.ComputeDistance(slug, l.Slug); d < distance {
			nearest, distance = l.Slug, d
		}
		slugs = append(slugs, l.Slug)
	}
	return fmt.Errorf("unknown lesson %q: did you mean %s? (there are %s)", slug, nearest, strings.Join(slugs, " "))
}
