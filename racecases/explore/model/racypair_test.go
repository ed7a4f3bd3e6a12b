package model_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// TestRacyPairs holds two writes of a variable side by side unless something orders
// them; two variables, or letters of two pairs, never form one.
func TestRacyPairs(t *testing.T) {
	_, file, line, _ := runtime.Caller(0)
	here := func(offset int) string { return fmt.Sprintf("write %s:%d", file, line+offset) }
	const first, second = 17, 18 // where the two stand, in lines below that one
	tests := []struct {
		name    string
		locked  bool
		same    bool
		pairs   [2]string
		verdict scheduler.Verdict
	}{
		{"nothing orders them", false, true, [2]string{"A", "AB"}, scheduler.Fails},
		{"a lock does", true, true, [2]string{"A", "A"}, scheduler.Exhausted},
		{"two variables", false, false, [2]string{"A", "A"}, scheduler.Exhausted},
		{"not a pair", false, true, [2]string{"A", "B"}, scheduler.Exhausted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			write := func(p *int) { model.Touch(p) }
			other := func(p *int) { model.Touch(p) }
			marked := model.Accesses{here(first): tt.pairs[0], here(second): tt.pairs[1]}
			program := model.RacyPairs(func(*scheduler.Run) {
				var x, y int
				var mu model.Mutex
				model.Go(func() {
					if tt.locked {
						mu.Lock()
						defer mu.Unlock()
					}
					write(&x)
				})
				if tt.locked {
					mu.Lock()
					defer mu.Unlock()
				}
				if tt.same {
					other(&x)
				} else {
					other(&y)
				}
			}, marked)
			a, err := scheduler.Explore(t.Context(), scheduler.Options{Delays: 2}, program)
			require.NoError(t, err)
			assert.Equal(t, tt.verdict, a.Verdict, "%v", a.Failure)
			if a.Failure != nil {
				assert.Equal(t, scheduler.RacyPair, a.Failure.Kind)
				assert.Equal(t, 1, a.Delays)
			}
		})
	}
}
