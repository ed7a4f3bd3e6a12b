package strategies

import (
	"fmt"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// stepsEach is how many steps each goroutine of a chain takes, those of the chain among them.
const stepsEach = 6

// A Chain is a family of programs with a bug of known depth: it shows if a number of steps
// come in one order, and any other step may come in between. The steps are of different
// goroutines, the last one to be created first; where there are more steps than
// goroutines they go round.
type Chain struct{ Steps, Goroutines int }

// Chains lists the members of the family that are compared.
func Chains() []Chain {
	var all []Chain
	for _, goroutines := range []int{3, 5, 8} {
		for steps := 2; steps <= 6; steps++ {
			all = append(all, Chain{steps, goroutines})
		}
	}
	return all
}

// String names the program.
func (c Chain) String() string {
	return fmt.Sprintf("%d steps in order, %d goroutines", c.Steps, c.Goroutines)
}

// Program returns the program.
func (c Chain) Program() scheduler.Program {
	return func(r *scheduler.Run) {
		links, ended := 0, 0
		for g := range c.Goroutines {
			r.Go(func() {
				for step := range stepsEach {
					r.WaitOn("step", nil, scheduler.Touch{How: scheduler.Writes, Object: unsafe.Pointer(&links)})
					if c.link(g, step) == links {
						links++
					}
				}
				r.Touch(scheduler.Releases, unsafe.Pointer(&ended))
				ended++
			})
		}
		all := allEnded{&ended, c.Goroutines}
		r.WaitOn("the end of all", all, scheduler.Touch{How: scheduler.Writes, Object: unsafe.Pointer(&ended)})
		if links == c.Steps {
			r.Fail(scheduler.Outcome, "%d steps came in order", links)
		}
	}
}

// link returns which link of the chain a step of a goroutine is, or -1.
func (c Chain) link(g, step int) int {
	first := c.Goroutines - 1 - g
	link := first + step/2*c.Goroutines // every other step, so that others can come in between
	if step%2 == 1 || link >= c.Steps {
		return -1
	}
	return link
}

type allEnded struct {
	ended *int
	all   int
}

func (a allEnded) Ready() bool { return *a.ended == a.all }
