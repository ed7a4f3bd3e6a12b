//go:build !broken

package racecases_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

const (
	goodCorrect = "//go:build !broken\n\npackage p\n\nfunc f() {\n\tmu.Lock()\n\tx++\n\tmu.Unlock()\n}\n"
	goodBroken  = "//go:build broken\n\npackage p\n\nfunc f() {\n\tx++ // want: race write\n}\n"
)

// plant returns a case that keeps every rule, and its sources, for a test to break.
func plant() (corpus.Case, map[string]string) {
	c := corpus.Case{
		Slug: "lost-update", Class: corpus.DataRace, Story: "Two add.", Go: "x++", MissingEdge: "none orders the two",
		Chain: "each unlock happens before the next lock", Symptom: "too small", Repair: "a lock", Outcomes: corpus.Exactly("lost"), Show: detect.Race,
		Expect:  corpus.Expectations{detect.Race: corpus.Always()},
		Program: func(*corpus.Run) string { return "exact" },
	}
	return c, map[string]string{
		"lost_update.go": goodCorrect, "lost_update_broken.go": goodBroken,
		"witness.txt": "# planted\nlost-update outcome accesses 3.1\n",
		"kinds.txt":   "# planted\nlost-update break it\n",
	}
}

// TestCheck plants one failure at a time.
func TestCheck(t *testing.T) {
	tests := []struct {
		name string
		sow  func(c *corpus.Case, files map[string]string)
		want string // empty: keeps every rule
	}{
		{"as it should be", func(*corpus.Case, map[string]string) {}, ""},
		{"a negative", func(c *corpus.Case, f map[string]string) {
			c.Negative, c.Show, c.Expect = true, "", nil
			delete(f, "lost_update_broken.go")
			f["kinds.txt"] = "lost-update prove it\n"
		}, ""},
		{"a linter that the marks name and the case does not", func(c *corpus.Case, f map[string]string) {
			c.Show, c.Expect = detect.Vet, corpus.Expectations{detect.Race: corpus.Never("planted")}
			f["lost_update_broken.go"] = strings.Replace(goodBroken, "race write", "vet copylocks", 1)
		}, ""},
		{"a linter that no mark names", func(c *corpus.Case, _ map[string]string) {
			c.Show, c.Expect = detect.Vet, nil
		}, `show names "vet", which is not expected to see the bug`},
		{"slug", func(c *corpus.Case, f map[string]string) { c.Slug = "Lost_update"; f["Lost_update.go"] = goodCorrect }, `slug "Lost_update"`},
		{"class", func(c *corpus.Case, _ map[string]string) { c.Class = "oops" }, `class "oops" is none of`},
		{"story", func(c *corpus.Case, _ map[string]string) { c.Story = "" }, "has no story"},
		{"missing edge", func(c *corpus.Case, _ map[string]string) { c.MissingEdge = "" }, "has no missing edge"},
		{"chain", func(c *corpus.Case, _ map[string]string) { c.Chain = "" }, "has no happens-before chain"},
		{"symptom", func(c *corpus.Case, _ map[string]string) { c.Symptom = "" }, "has no symptom"},
		{"repair", func(c *corpus.Case, _ map[string]string) { c.Repair = "" }, "has no repair"},
		{"program", func(c *corpus.Case, _ map[string]string) { c.Program = nil }, "has no program"},
		{"refused, and without a witness", func(c *corpus.Case, _ map[string]string) {
			c.NotModelled = "os/signal.Notify"
		}, "is refused by the explorer, and names no other witness"},
		{"outcomes", func(c *corpus.Case, _ map[string]string) { c.Outcomes = nil }, "no table of outcomes"},
		{"never without a reason", func(c *corpus.Case, _ map[string]string) {
			c.Expect[detect.Goleak] = corpus.Never("")
		}, "expects never of the goleak detector without a reason"},
		{"a probability of nothing", func(c *corpus.Case, _ map[string]string) {
			c.Expect[detect.Outcome] = corpus.Sometimes(0)
		}, "want one between 0 and 1"},
		{"shows what sees nothing", func(c *corpus.Case, _ map[string]string) { c.Show = detect.Hang }, `show names "hang"`},
		{"cap without a reason", func(c *corpus.Case, _ map[string]string) { c.Cap = 20 }, "raises its cap to 20 lines without a reason"},
		{"over its cap", func(_ *corpus.Case, f map[string]string) {
			f["lost_update.go"] = strings.Replace(goodCorrect, "x++", strings.Repeat("y++\n\t", 9)+"x++", 1)
		}, "its halves differ in 11 lines, more than 8"},
		{"no difference", func(_ *corpus.Case, f map[string]string) {
			f["lost_update.go"] = strings.Replace(strings.Replace(goodBroken, " // want: race write", "", 1), "broken", "!broken", 1)
		}, "its halves do not differ"},
		{"no marks", func(_ *corpus.Case, f map[string]string) {
			f["lost_update_broken.go"] = strings.Replace(goodBroken, "// want: race write", "", 1)
		}, "no line of its broken half is marked"},
		{"marks in the correct half", func(_ *corpus.Case, f map[string]string) {
			f["lost_update.go"] = strings.Replace(goodCorrect, "x++", "x++ // want: race write", 1)
		}, "a half that is right has no marks"},
		{"no witness", func(_ *corpus.Case, f map[string]string) {
			delete(f, "witness.txt")
		}, "nothing but a detector says that its broken half is broken: go tool threadlab witness -renew"},
		{"another's witness", func(_ *corpus.Case, f map[string]string) {
			f["witness.txt"] = "abba deadlock operations default\n"
		}, "nothing but a detector says"},
		{"an outcome for a witness", func(c *corpus.Case, f map[string]string) {
			delete(f, "witness.txt")
			c.Witness, c.Expect[detect.Outcome] = "the count is too small", corpus.Sometimes(0.5)
		}, ""},
		{"an outcome that is not expected", func(c *corpus.Case, f map[string]string) {
			delete(f, "witness.txt")
			c.Witness = "the count is too small"
		}, "expects neither a forbidden one nor the end of the process"},
		{"two witnesses", func(c *corpus.Case, _ map[string]string) {
			c.Witness = "the count is too small"
		}, "and the schedule 3.1 is one"},
		{"a witness that cannot be read", func(_ *corpus.Case, f map[string]string) {
			f["witness.txt"] = "lost-update 3.1\n"
		}, "lock/witness.txt:1: want a case, how it ends, operations or accesses, and a schedule"},
		{"a witness twice", func(_ *corpus.Case, f map[string]string) {
			f["witness.txt"] += "lost-update outcome operations default\n"
		}, "lock/witness.txt:3: a second line of lost-update"},
		{"no kind", func(_ *corpus.Case, f map[string]string) {
			delete(f, "kinds.txt")
		}, "how it is played is not written down: go tool threadlab witness -renew -case lock/lost-update"},
		{"a kind of what is refused", func(c *corpus.Case, f map[string]string) {
			delete(f, "witness.txt")
			c.NotModelled, c.Witness, c.Expect[detect.Outcome] = "os/signal.Notify", "the count is too small", corpus.Sometimes(0.5)
		}, "is refused by the explorer, and cannot be played"},
		{"refused, and so not played", func(c *corpus.Case, f map[string]string) {
			delete(f, "witness.txt")
			delete(f, "kinds.txt")
			c.NotModelled, c.Witness, c.Expect[detect.Outcome] = "os/signal.Notify", "the count is too small", corpus.Sometimes(0.5)
		}, ""},
		{"the kind of a correct half", func(_ *corpus.Case, f map[string]string) {
			f["kinds.txt"] = "lost-update prove it\n"
		}, `"prove it" is not how it is played`},
		{"a kind that there is not", func(_ *corpus.Case, f map[string]string) {
			f["kinds.txt"] = "lost-update eat it\n"
		}, "lock/kinds.txt:1: want a case, and one of break it, save it, watch it, prove it"},
		{"a kind twice", func(_ *corpus.Case, f map[string]string) {
			f["kinds.txt"] += "lost-update save it\n"
		}, "lock/kinds.txt:3: a second line of lost-update"},
		{"a class that a detector claims, which nothing is expected of", func(c *corpus.Case, _ map[string]string) {
			c.Show, c.Expect = detect.Outcome, corpus.Expectations{detect.Outcome: corpus.Always()}
		}, "the race detector claims to find a data race"},
		{"and one that is not expected to see it", func(c *corpus.Case, _ map[string]string) {
			c.Show, c.Expect = detect.Outcome, corpus.Expectations{detect.Outcome: corpus.Always(), detect.Race: corpus.Never("planted")}
		}, ""},
		{"no source", func(_ *corpus.Case, f map[string]string) { delete(f, "lost_update_broken.go") }, "has no source for its broken half"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, files := plant()
			tt.sow(&c, files)
			source := fstest.MapFS{}
			for name, text := range files {
				source[name] = &fstest.MapFile{Data: []byte(text)}
			}
			err := check(corpus.Ref{Lesson: corpus.Lesson{Slug: "lock", Source: source}, Case: c})
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.want)
		})
	}
}
