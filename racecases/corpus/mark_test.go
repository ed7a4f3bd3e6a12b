package corpus_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
)

func TestParseMarks(t *testing.T) {
	tests := []struct {
		name string
		line string
		want []corpus.Mark
		err  string
	}{
		{name: "two on a line", line: "x++ // want: race write, race read", want: []corpus.Mark{
			{Kind: corpus.RaceWrite}, {Kind: corpus.RaceRead},
		}},
		{name: "letters", line: "x++ // want: race write A", want: []corpus.Mark{{Kind: corpus.RaceWrite, Pair: "A"}}},
		{name: "wait", line: "<-ch // want: wait chan receive", want: []corpus.Mark{{Kind: corpus.Wait, Text: "chan receive"}}},
		{name: "panic", line: "f() // want: panic", want: []corpus.Mark{{Kind: corpus.Panic}}},
		{name: "fatal", line: "f() // want: fatal concurrent map writes", want: []corpus.Mark{
			{Kind: corpus.Fatal, Text: "concurrent map writes"},
		}},
		{name: "unseen", line: "x++ // want: race read, panic; unseen: too rare", want: []corpus.Mark{
			{Kind: corpus.RaceRead}, {Kind: corpus.Panic, Unseen: "too rare"},
		}},
		{name: "linters", line: "f(*t) // want: vet copylocks, staticcheck SA2001", want: []corpus.Mark{
			{Kind: corpus.VetFinding, Text: "copylocks"}, {Kind: corpus.StaticcheckFinding, Text: "SA2001"},
		}},
		{name: "vet without an analyzer", line: "x++ // want: vet", err: `marker "vet": want`},
		{name: "two checks in one", line: "x++ // want: staticcheck SA2001 SA2002", err: `marker "staticcheck SA2001 SA2002": want`},
		{name: "inside a string", line: `_ = "// want: nonsense"`},
		{name: "unseen without a reason", line: "x++ // want: race read; unseen:", err: "unseen needs a reason"},
		{name: "unknown", line: "x++ // want: rase write", err: `marker "rase write": want race read|write`},
		{name: "no kind of race", line: "x++ // want: race", err: `marker "race"`},
		{name: "small letter", line: "x++ // want: race read a", err: `marker "race read a"`},
		{name: "wait for what", line: "x++ // want: wait", err: `marker "wait"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := corpus.ParseMarks("f.go", "package p\n\nfunc f() {\n\t"+tt.line+"\n}\n")
			if tt.err != "" {
				require.ErrorContains(t, err, tt.err)
				assert.ErrorContains(t, err, "f.go:4: ", "says where")
				return
			}
			require.NoError(t, err)
			for i := range tt.want {
				tt.want[i].File, tt.want[i].Line = "f.go", 4
			}
			assert.Equal(t, tt.want, got)
		})
	}
}
