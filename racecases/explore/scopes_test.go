package explore_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// scopes are the variables of TestScopes in testdata/strangers at each of its moves.
var scopes = []string{
	`visits=1 main.y=3 main.x=2`,
	`visits=1 main.z=1`,
	`visits=1 main.first="Emma" main.s=&{books: []} main.book="Emma" main.count=0 main.err=nil`,
	`visits=1 main.first="Emma" main.s=&{books: ["Emma"]} main.book="Emma" main.count=1 main.err=nil`,
	`visits=1 main.first="Emma" main.s=&{books: ["Emma"]} main.book="Emma" main.count=1 main.err=nil`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.book="Emma"`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.i=0`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.i=1`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.v="Emma" main.both=["Emma" "Emma"]`,
	`visits=1 main.s=&{books: ["Emma"]} main.err=nil main.both=["Emma" "Emma"] main.none=0 main.first="Persuasion" main.last=0`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 main.n=0 main.i=0 main.word="a"`,
	`visits=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 main.n=1 main.i=1 main.word="b"`,
	`visits=1 sum=0 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 main.i=0`,
	`visits=1 sum=0 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 main.i=1`,
	`visits=1 sum=0 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0`,
	`visits=1 sum=0 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 g1.i=0`,
	`visits=1 sum=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 g1.i=0 g2.i=1`,
	`visits=1 sum=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 g2.i=1`,
	`visits=1 sum=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0 g2.i=1`,
	`visits=1 sum=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0`,
	`visits=1 sum=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0`,
	`visits=1 sum=1 main.s=&{books: ["Emma"]} main.first="Emma" main.err=nil main.both=["Emma" "Emma"] main.none=0`,
}

// playScopes plays TestScopes move by move.
func playScopes(t *testing.T, program *explore.Program) {
	t.Helper()
	player, err := program.Player(t.Context())
	require.NoError(t, err)
	var got []string
	for at := 0; ; at++ {
		s, err := player.State(explore.Job{Entry: "TestScopes", Play: &scheduler.Play{At: at}})
		require.NoError(t, err)
		var values []string
		for _, v := range s.Variables {
			of := ""
			if v.Goroutine != scheduler.Clock {
				of = scheduler.GoroutineName(v.Goroutine) + "."
			}
			values = append(values, of+v.Name+"="+v.Value)
		}
		got = append(got, strings.Join(values, " "))
		if s.Over {
			break
		}
	}
	assert.Equal(t, scopes, got)
	require.NoError(t, player.Close())
}
