package corpus_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// TestDerived: what a case need not say, because its marks and its source do.
func TestDerived(t *testing.T) {
	const waitsForMutex, waitsForChannel = "wait sync.Mutex.Lock", "wait chan receive"
	deadlock := corpus.Expectations{detect.Runtime: corpus.Always()}
	seldom := corpus.Expectations{detect.Hang: corpus.Sometimes(0.3)}
	tests := []struct {
		name     string
		mark     string
		mutex    bool
		expect   corpus.Expectations
		detector detect.Name
		rate     corpus.Rate
		known    bool
	}{
		{"a linter whose check is marked", "vet copylocks", true, nil, detect.Vet, corpus.RateAlways, true},
		{"a linter whose check is not", "vet copylocks", true, nil, detect.Staticcheck, corpus.RateNever, true},
		{"go-deadlock without a mutex", waitsForChannel, false, deadlock, detect.GoDeadlock, corpus.RateNotApplicable, true},
		{"go-deadlock and a wait for a mutex", waitsForMutex, true, deadlock, detect.GoDeadlock, corpus.RateAlways, true},
		{"go-deadlock and a wait for something else", waitsForChannel, true, deadlock, detect.GoDeadlock, corpus.RateNever, true},
		{"the bubble and a wait for a mutex", waitsForMutex, true, deadlock, detect.Synctest, corpus.RateNever, true},
		{"the bubble and a durable wait", waitsForChannel, false, deadlock, detect.Synctest, corpus.RateAlways, true},
		{"the leak profile sees every wait", waitsForMutex, true, deadlock, detect.LeakProfile, corpus.RateAlways, true},
		{"as often as it happens at all", waitsForMutex, true, seldom, detect.LeakProfile, corpus.RateSometimes, true},
		{"no expectation of how often", waitsForMutex, true, nil, detect.LeakProfile, corpus.RateOpportunistic, true},
		{"no wait, no answer", "race write", false, deadlock, detect.LeakProfile, "", false},
		{"the explorer and its own witness", "race write", true, nil, detect.Explorer, corpus.RateAlways, true},
		{"nothing is said of others", waitsForMutex, true, deadlock, detect.Goleak, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, files := plant()
			c.Expect = tt.expect
			source := fstest.MapFS{}
			for name, text := range files {
				if !strings.HasSuffix(name, ".go") {
					source[name] = &fstest.MapFile{Data: []byte(text)}
					continue
				}
				text = strings.Replace(text, "race write", tt.mark, 1)
				if tt.mutex {
					text += "\nvar mu sync.Mutex\n"
				}
				text += "\n// sync.Mutex in a comment is none.\n"
				source[name] = &fstest.MapFile{Data: []byte(text)}
			}
			ref := corpus.Ref{Lesson: corpus.Lesson{Slug: "lock", Source: source}, Case: c}
			e, known := ref.Derived(tt.detector)
			assert.Equal(t, tt.known, known)
			assert.Equal(t, tt.rate, e.Rate)
			if known && !e.Sees() {
				assert.NotEmpty(t, e.Why)
			}
		})
	}
}

// TestOfPrefersWhatTheCaseSays: a measured expectation wins over a derived one.
func TestOfPrefersWhatTheCaseSays(t *testing.T) {
	c, files := plant()
	c.Expect[detect.Vet] = corpus.Never("planted")
	ref := corpus.Ref{Lesson: corpus.Lesson{Slug: "lock", Source: fstest.MapFS{
		"lost_update_broken.go": {Data: []byte(strings.Replace(files["lost_update_broken.go"], "race write", "vet copylocks", 1))},
	}}, Case: c}
	e := ref.Of(detect.Vet)
	assert.Equal(t, corpus.RateNever, e.Rate)
	assert.Equal(t, detect.VetBuild, e.Build)
	e = ref.Of(detect.Goleak)
	assert.Equal(t, corpus.RateNever, e.Rate, "nothing is known")
}
