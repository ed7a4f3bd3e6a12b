package usertests_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/usertests"
)

// TestOneCauseOnce: what several detectors, or reports of several pairs of accesses, say of one bug is under one finding.
func TestOneCauseOnce(t *testing.T) {
	place := func(what string, line int) detect.Place {
		return detect.Place{What: what, Frame: detect.Frame{Func: "shop.f" + what, File: "example.com/shop/shop.go", Line: line}}
	}
	of := func(d detect.Name, label detect.Label, places ...detect.Place) detect.Finding {
		return detect.Finding{Detector: d, Label: label, Places: places}
	}
	race := func(address string, lines ...int) detect.Finding {
		f := of(detect.Race, detect.LabelRace, place("read", lines[0]), place("write", lines[1]))
		f.Places[0].Frame.Func, f.Places[1].Frame.Func = f.Places[0].Frame.At(), f.Places[1].Frame.At() // each line in a function of its own
		f.Race = &detect.Report{}
		f.Race.Accesses[0].Address, f.Race.Accesses[1].Address = address, address
		return f
	}
	ends, locks, waits := place("select (no cases)", 3), place("sync.Mutex.Lock", 5), place("sync.WaitGroup.Wait", 9)
	asleep := func(places ...detect.Place) detect.Finding {
		return of(detect.Runtime, detect.LabelAsleep, places...)
	}
	hang := func(places ...detect.Place) detect.Finding { return of(detect.Hang, detect.LabelHang, places...) }
	busy := func(places ...detect.Place) detect.Finding {
		f := hang(places...)
		f.Busy = true
		return f
	}
	leak := func(places ...detect.Place) detect.Finding {
		return of(detect.Goleak, detect.LabelGoleak, places...)
	}
	profile := func(places ...detect.Place) detect.Finding {
		return of(detect.LeakProfile, detect.LabelLeakProfile, places...)
	}
	order := of(detect.GoDeadlock, detect.LabelLockOrder, place("lock", 5), place("lock", 7))
	fatal := of(detect.Runtime, detect.LabelFatal, place("fatal", 3))
	panics := func(message string, line int) detect.Finding {
		f := of(detect.Runtime, detect.LabelPanic, place("panic", line))
		f.Message, f.Places[0].Frame.Func = message, f.Places[0].Frame.At()
		return f
	}
	remark := func(d detect.Name, label detect.Label, line int) detect.Finding {
		return of(d, label, place(string(label), line))
	}
	type trials = [][]detect.Finding
	tests := []struct {
		name   string
		trials trials
		want   [][]detect.Name // of each finding, and of those under it
	}{
		{"an end that never comes", trials{{profile(ends)}, {hang(ends)}, {asleep(ends)}}, [][]detect.Name{{detect.Runtime, detect.Hang, detect.LeakProfile}}},
		{"a leak", trials{{leak(ends)}, {profile(ends)}}, [][]detect.Name{{detect.Goleak, detect.LeakProfile}}},
		{"two leaks", trials{{leak(ends)}, {profile(waits)}}, [][]detect.Name{{detect.Goleak}, {detect.LeakProfile}}},
		{"a leak of a test that hangs", trials{{hang(ends, waits)}, {profile(ends)}}, [][]detect.Name{{detect.Hang, detect.LeakProfile}}},
		{"a hang that waits for more", trials{{asleep(ends)}, {hang(ends, waits)}}, [][]detect.Name{{detect.Runtime}, {detect.Hang}}},
		{"it is busy, here or there", trials{{busy(ends, place("running", 7))}, {busy(waits, place("runnable", 8))}}, [][]detect.Name{{detect.Hang, detect.Hang}}},
		{"it spins", trials{{hang()}, {asleep(ends)}}, [][]detect.Name{{detect.Hang}, {detect.Runtime}}},
		{"locks in two orders", trials{{asleep(locks, waits)}, {order}}, [][]detect.Name{{detect.GoDeadlock, detect.Runtime}}},
		{"a long wait for a lock", trials{{of(detect.GoDeadlock, detect.LabelLockWait, place("lock", 4), place("lock", 5))}, {profile(ends), asleep(ends, locks)}}, [][]detect.Name{{detect.Runtime, detect.GoDeadlock, detect.LeakProfile}}},
		{"what a lock's owner waits for", trials{{order}, {asleep(locks, waits)}, {profile(waits)}}, [][]detect.Name{{detect.GoDeadlock, detect.Runtime, detect.LeakProfile}}},
		{"a wait for no lock", trials{{asleep(waits)}, {order}}, [][]detect.Name{{detect.Runtime}, {detect.GoDeadlock}}},
		{"a map", trials{{fatal}, {race("0xc0", 3, 4)}}, [][]detect.Name{{detect.Race, detect.Runtime}}},
		{"a panic beside a race", trials{{fatal}, {race("0xc0", 4, 5)}}, [][]detect.Name{{detect.Runtime}, {detect.Race}}},
		{"three accesses", trials{{race("0xc0", 3, 4), race("0xc0", 4, 5)}}, [][]detect.Name{{detect.Race, detect.Race}}},
		{"four, the pairs in any order", trials{{race("0xc0", 3, 4), race("0xc0", 5, 6), race("0xc0", 4, 5)}}, [][]detect.Name{{detect.Race, detect.Race, detect.Race}}},
		{"one function for two variables", trials{{race("0xc0", 3, 4), race("0xc8", 4, 5)}}, [][]detect.Name{{detect.Race}, {detect.Race}}},
		{"the same address of another process", trials{{race("0xc0", 3, 4)}, {race("0xc0", 4, 5)}}, [][]detect.Name{{detect.Race}, {detect.Race}}},
		{"an address that is used again", trials{{race("0xc0", 3, 4), race("0xc0", 7, 8)}}, [][]detect.Name{{detect.Race}, {detect.Race}}},
		{"closed twice, here or there", trials{{panics("close of closed channel", 3)}, {panics("close of closed channel", 4)}}, [][]detect.Name{{detect.Runtime, detect.Runtime}}},
		{"two panics", trials{{panics("boom", 3)}, {panics("boom", 4)}}, [][]detect.Name{{detect.Runtime}, {detect.Runtime}}},
		{"two linters", trials{{remark(detect.Vet, "vet waitgroup", 3), remark(detect.Staticcheck, "staticcheck SA2000", 3)}}, [][]detect.Name{{detect.Vet, detect.Staticcheck}}},
		{"two remarks on a line", trials{{remark(detect.Vet, "vet copylocks", 3), remark(detect.Staticcheck, "staticcheck SA2001", 3)}}, [][]detect.Name{{detect.Vet}, {detect.Staticcheck}}},
		{"a remark on a race", trials{{remark(detect.Vet, "vet waitgroup", 3)}, {race("0xc0", 3, 4)}}, [][]detect.Name{{detect.Race, detect.Vet}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := map[string]bool{}
			for _, f := range usertests.Kept(tt.trials...) {
				before[f.Fingerprint] = true
			}
			var got [][]detect.Name
			for _, f := range usertests.Causes(tt.trials...) {
				var seen []detect.Name
				for _, g := range f.All() {
					seen = append(seen, g.Detector)
					assert.True(t, before[g.Fingerprint], "a fingerprint stays")
					delete(before, g.Fingerprint)
				}
				got = append(got, seen)
			}
			assert.Equal(t, tt.want, got)
			assert.Empty(t, before, "nothing is lost")
		})
	}
}
