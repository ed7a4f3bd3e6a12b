package bench_test

import (
	"fmt"
	"testing"

	"threadlab/bench/peers"
)

// BenchmarkBarrier is one round of all parties.
func BenchmarkBarrier(b *testing.B) {
	for _, parties := range []int{2, 8, 64} {
		all := peers.Named(peers.Barriers(parties), "threadlab.Barrier", "sync.Cond", "chan")
		switch parties {
		case 2:
			all = withControl(all)
		case 64:
			all = peers.Barriers(parties) // with a timeout too
		}
		for _, p := range all {
			b.Run(fmt.Sprintf("impl=%s/parties=%d", p.Name, parties), func(b *testing.B) {
				b.ReportAllocs()
				barrier := p.New()
				contended(b, parties, func(int) {
					for range b.N {
						barrier()
					}
				})
			})
		}
	}
}
