package main

import (
	"fmt"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

// An exploredHalf is the half of a case that a command is about.
type exploredHalf struct {
	ref  corpus.Ref
	half corpus.Half
}

// halfMeant returns what the operand and -half name.
func halfMeant(c *cli.Command) (exploredHalf, error) {
	name := c.Args().First()
	ref, err := lessons.Find(name)
	if err != nil {
		return exploredHalf{}, folderMeant(name, err)
	}
	return halfOf(ref, corpus.Half(c.String("half")))
}

// halfOf returns a half of a case; empty: the broken one, if there is one.
func halfOf(ref corpus.Ref, half corpus.Half) (exploredHalf, error) {
	h := exploredHalf{ref, half}
	switch {
	case h.half == "":
		h.half = ref.Halves()[0]
	case h.half != corpus.Broken && h.half != corpus.Correct:
		return h, fmt.Errorf("-half %s: want broken or correct", h.half)
	case h.half == corpus.Broken && ref.Case.Negative:
		return h, fmt.Errorf("%s is correct on purpose: it looks wrong and is right, and has a correct half only (-half correct)", ref.Name())
	}
	return h, nil
}

func (h exploredHalf) String() string { return fmt.Sprintf("%s, %s half", h.ref.Name(), h.half) }

// operands are those of the command that explores it.
func (h exploredHalf) operands() string {
	if h.half == h.ref.Halves()[0] {
		return h.ref.Name()
	}
	return h.ref.Name() + " -half " + string(h.half)
}
