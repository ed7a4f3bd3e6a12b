package corpus_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// marked is a broken half with a mark.
func marked(mark string) string { return "package p\n\nfunc f() {\n\tx++ // want: " + mark + "\n}\n" }

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
			text := marked(tt.mark) + "\n// sync.Mutex in a comment is none.\n"
			if tt.mutex {
				text += "\nvar mu sync.Mutex\n"
			}
			ref := corpus.Ref{
				Lesson: corpus.Lesson{Slug: "lock", Source: fstest.MapFS{
					"planted.go":        {Data: []byte("package p\n")},
					"planted_broken.go": {Data: []byte(text)},
					"witness.txt":       {Data: []byte("planted outcome accesses 3.1\n")},
				}},
				Case: corpus.Case{Slug: "planted", Expect: tt.expect},
			}
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
	ref := corpus.Ref{
		Lesson: corpus.Lesson{Slug: "lock", Source: fstest.MapFS{"planted_broken.go": {Data: []byte(marked("vet copylocks"))}}},
		Case:   corpus.Case{Slug: "planted", Expect: corpus.Expectations{detect.Vet: corpus.Never("planted")}},
	}
	e := ref.Of(detect.Vet)
	assert.Equal(t, corpus.RateNever, e.Rate)
	assert.Equal(t, detect.VetBuild, e.Build)
	e = ref.Of(detect.Goleak)
	assert.Equal(t, corpus.RateNever, e.Rate, "nothing is known")
}
