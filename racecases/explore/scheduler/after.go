package scheduler

import "errors"

// An after makes the moves of a play, and leaves all later decisions to another strategy.
type after struct {
	strategy
	play  Play
	plan  Schedule
	moves replay
	made  int
}

// strategyAfter has a strategy begin after the state of a play.
func strategyAfter(play Play, st strategy) (strategy, error) {
	if _, reduces := st.(*dpor); reduces {
		return nil, errors.New("strategy dpor searches from the start of a program: want another one behind a state")
	}
	plan, err := play.plan()
	return &after{strategy: st, play: play, plan: plan}, err
}

func (a *after) begin(r *Run) {
	a.moves, a.made = *newReplay(a.plan), 0
	a.strategy.begin(r)
}

func (a *after) pickNext(r *Run, c candidates) int {
	if a.made++; a.made > a.play.At {
		return a.strategy.pickNext(r, c)
	}
	return a.moves.pickNext(r, c)
}

func (a *after) pickAlternative(r *Run, n int) int {
	if a.made++; a.made > a.play.At {
		return a.strategy.pickAlternative(r, n)
	}
	return a.moves.pickAlternative(r, n)
}
