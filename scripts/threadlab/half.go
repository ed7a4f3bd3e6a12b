package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
)

// An exploredHalf is the half of a case that a command is about; nil: it is about tests.
type exploredHalf struct {
	ref  corpus.Ref
	half corpus.Half
}

// halfMeant returns what the operand and -half name.
func halfMeant(c *cli.Command) (*exploredHalf, error) {
	name := c.Args().First()
	ref, err := lessons.Find(name)
	if err != nil {
		return nil, folderMeant(name, err)
	}
	return halfOf(ref, corpus.Half(c.String("half")))
}

// halfOf returns a half of a case; empty: the broken one, if there is one.
func halfOf(ref corpus.Ref, half corpus.Half) (*exploredHalf, error) {
	switch {
	case half == "":
		half = ref.Halves()[0]
	case half != corpus.Broken && half != corpus.Correct:
		return nil, fmt.Errorf("-half %s: want broken or correct", half)
	case half == corpus.Broken && ref.Case.Negative:
		return nil, fmt.Errorf("%s is correct on purpose: it looks wrong and is right, and has a correct half only (-half correct)", ref.Name())
	}
	return &exploredHalf{ref, half}, nil
}

// name is what people call the half, or else a test of a package.
func (h *exploredHalf) name(pkg, test string) string {
	if h == nil {
		return strings.TrimSpace(pkg + " " + test)
	}
	return fmt.Sprintf("%s, %s half", h.ref.Name(), h.half)
}

// operands are those of the command that explores the half, or else a test of a package.
func (h *exploredHalf) operands(pkg, test string) string {
	switch {
	case h == nil:
		return pkg + " -run " + runPattern(test)
	case h.half == h.ref.Halves()[0]:
		return h.ref.Name()
	}
	return h.ref.Name() + " -half " + string(h.half)
}

// runPattern is the operand of -run, for a shell, that selects one test or subtest.
func runPattern(test string) string {
	top, _, _ := strings.Cut(test, "/")
	return fmt.Sprintf("'^%s$%s'", top, strings.TrimPrefix(test, top))
}

// folder is where the lines are that the reader of the case knows; empty: of tests.
func (h *exploredHalf) folder() string {
	if h == nil {
		return ""
	}
	return proof.Folder(h.ref)
}
