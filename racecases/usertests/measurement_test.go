package usertests_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
	"threadlab/racecases/usertests"
)

// TestRemarksHaveAnOrder: what the linters said comes in the order of the builds, each
// time. A map's order would not last for a hundred times.
func TestRemarksHaveAnOrder(t *testing.T) {
	remark := func(d detect.Name, check string) []detect.Finding {
		return []detect.Finding{{
			Detector: d, Label: detect.Label(check),
			Places: []detect.Place{{What: check, Frame: detect.Frame{File: "example.com/shop/shop.go", Line: 3}}},
		}}
	}
	for range 100 {
		r := usertests.Linted(map[detect.Build][]detect.Finding{
			detect.StaticcheckBuild: remark(detect.Staticcheck, "SA2000"),
			detect.VetBuild:         remark(detect.Vet, "waitgroup"),
		}).Remarks("")
		var labels []detect.Label
		for _, f := range r.Findings {
			labels = append(labels, f.Label)
		}
		assert.Equal(t, []detect.Label{"waitgroup", "SA2000"}, labels)
		assert.Len(t, r.Rows, 2)
	}
}

// TestOneBugOnce: a goroutine that runs is at another line each time, and when a test
// hangs perhaps in another function; one that waits is where it is. How many wait, or how
// much of a report was printed, does not make it another bug.
func TestOneBugOnce(t *testing.T) {
	at := func(what, function string, line int) detect.Place {
		return detect.Place{What: what, Frame: detect.Frame{Func: function, File: "example.com/shop/shop.go", Line: line}}
	}
	of := func(d detect.Name, label detect.Label, places ...detect.Place) []detect.Finding {
		return []detect.Finding{{Detector: d, Label: label, Places: places}}
	}
	hang := func(places ...detect.Place) []detect.Finding { return of(detect.Hang, detect.LabelHang, places...) }
	leak := func(places ...detect.Place) []detect.Finding { return of(detect.Goleak, detect.LabelGoleak, places...) }
	order := func(places ...detect.Place) []detect.Finding {
		return of(detect.GoDeadlock, detect.LabelLockOrder, places...)
	}
	race := func(places ...detect.Place) []detect.Finding {
		f := of(detect.Race, detect.LabelRace, places...)
		f[0].Race = &detect.Report{}
		return f
	}
	cut := func(f []detect.Finding) []detect.Finding {
		f[0].Cut = true
		return f
	}
	send, receive := at("chan send", "shop.send", 3), at("chan receive", "shop.receive", 9)
	read, write := at("read", "shop.sell", 5), at("write", "shop.sell", 5)
	tests := []struct {
		name   string
		trials [][]detect.Finding
		want   []int // how many places each of those has that are kept
	}{
		{"it spins", [][]detect.Finding{hang(at("running", "shop.TestSpin", 3)), hang(at("runnable", "shop.spin", 9))}, []int{1}},
		{"it runs on", [][]detect.Finding{leak(at("running", "shop.spin", 3)), leak(at("running", "shop.spin", 4))}, []int{1}},
		{"two run on", [][]detect.Finding{leak(at("running", "shop.spin", 3)), leak(at("running", "shop.other", 3))}, []int{1, 1}},
		{"two lines of a function", [][]detect.Finding{hang(send), hang(at("chan send", "shop.send", 4))}, []int{2}},
		{"it polls", [][]detect.Finding{hang(at("sleep", "shop.poll", 3)), hang(at("sleep", "shop.poll", 4))}, []int{1}},
		{"it sleeps between two turns", [][]detect.Finding{hang(at("running", "shop.spin", 3)), hang(at("sleep", "shop.spin", 3))}, []int{1}},
		{"three of a kind", [][]detect.Finding{leak(send, send, send), leak(send), leak(send, send)}, []int{3}},
		{"more are left", [][]detect.Finding{leak(send), leak(receive), leak(send, receive), leak(receive, send, send)}, []int{1, 1}},
		{"of a hang all count", [][]detect.Finding{hang(send), hang(send, receive)}, []int{1, 2}},
		{"it ran on another thread", [][]detect.Finding{hang(), hang(at("running", "shop.spin", 3)), hang()}, []int{1}},
		{"cut off", [][]detect.Finding{order(send, receive), cut(order(send)), cut(order())}, []int{2}},
		{"cut off first", [][]detect.Finding{cut(of(detect.GoDeadlock, detect.LabelLockWait)), order(send, receive), leak(send)}, []int{2, 1}},
		{"nothing but cut off", [][]detect.Finding{cut(order()), cut(order(send))}, []int{1}},
		{"cut off elsewhere", [][]detect.Finding{order(send), cut(order(receive))}, []int{1, 1}},
		{"a race of two", [][]detect.Finding{race(send, send), race(send), cut(race(send))}, []int{2}},
		{"which side reads is luck", [][]detect.Finding{race(read, write), race(write, write), race(write, read)}, []int{2}},
		{"a race at another line too", [][]detect.Finding{race(read, write), race(write, at("read", "shop.sell", 6))}, []int{3}},
		{"another race", [][]detect.Finding{race(read, write), race(write, at("read", "shop.count", 6))}, []int{2, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []int
			seen := map[string]bool{}
			for _, f := range usertests.Kept(tt.trials...) {
				got = append(got, len(f.Places))
				assert.Len(t, f.Fingerprint, 16)
				assert.False(t, seen[f.Fingerprint], "a fingerprint has one finding")
				seen[f.Fingerprint] = true
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

// TestLeakBesideOthers: a leak has the fingerprint that it has alone, whatever else is left in the same run.
func TestLeakBesideOthers(t *testing.T) {
	at := func(what, function string) detect.Place {
		return detect.Place{What: what, Frame: detect.Frame{Func: function, File: "example.com/shop/shop.go", Line: 3}}
	}
	send, receive, polls := at("chan send", "shop.send"), at("chan receive", "shop.receive"), at("sleep", "shop.poll")
	for _, d := range []detect.Name{detect.Goleak, detect.LeakProfile} {
		label := map[detect.Name]detect.Label{detect.Goleak: detect.LabelGoleak, detect.LeakProfile: detect.LabelLeakProfile}[d]
		leak := func(places ...detect.Place) []detect.Finding {
			return []detect.Finding{{Detector: d, Label: label, Places: places}}
		}
		alone := usertests.Kept(leak(send))[0].Fingerprint
		for _, places := range [][]detect.Place{{send, receive}, {receive, send}, {polls, receive, send, send}} {
			var with []string
			for _, f := range usertests.Kept(leak(places...)) {
				with = append(with, f.Fingerprint)
			}
			assert.Contains(t, with, alone, "%s of %v", d, places)
			assert.NotContains(t, with[:len(with)-1], with[len(with)-1], "different leaks")
		}
	}
}

// TestRaceOutside: of a race between lines of other modules these are named, besides the test.
func TestRaceOutside(t *testing.T) {
	frame := detect.Frame{Func: "example.com/lib.(*Box).Put", File: "/src/lib/lib.go", Line: 5}
	made := detect.Frame{Func: "example.com/lib.(*Box).Put-fm", File: "<autogenerated>", Line: 1}
	call := detect.Frame{Func: "sync/atomic.AddInt64", File: "/go/src/sync/atomic/asm.s", Line: 7}
	race := &goreport.Report{Accesses: [2]goreport.Access{
		{Kind: "read", Goroutine: 9, Stack: []detect.Frame{frame, made}},
		{Kind: "write", Goroutine: 10, Atomic: true, Stack: []detect.Frame{call, frame, made}},
	}}
	got := usertests.Located(detect.Finding{Detector: detect.Race, Label: detect.LabelRace, Race: race})
	assert.Equal(t, []detect.Place{
		{What: "read", Frame: frame, Goroutine: 9}, {What: "atomic write", Frame: frame, Goroutine: 10}, {What: "test"},
	}, got.Places)
	lost := &goreport.Report{Accesses: [2]goreport.Access{
		{Kind: "write", Stack: []detect.Frame{{Func: "example.com/shop.f", File: "example.com/shop/shop.go", Line: 3}}},
		{Kind: "write", Atomic: true, Goroutine: 10, Stack: []detect.Frame{call}, Created: []detect.Frame{{Func: "example.com/shop.f", File: "example.com/shop/shop.go", Line: 7}}},
	}}
	one := detect.Place{What: "write", Frame: lost.Accesses[0].Stack[0]}
	got = usertests.Located(detect.Finding{Detector: detect.Race, Label: detect.LabelRace, Race: lost, Places: []detect.Place{one}, Fingerprint: "ab12"})
	assert.Equal(t, []detect.Place{one, {What: "atomic write", Frame: lost.Accesses[1].Created[0], Goroutine: 10, Made: true}}, got.Places)
	assert.Equal(t, "ab12", got.Fingerprint)
	both := &goreport.Report{Accesses: [2]goreport.Access{{Kind: "write", Goroutine: 8}, lost.Accesses[1]}}
	named := detect.Place{What: "read", Frame: lost.Accesses[1].Created[0], Goroutine: 10, Made: true}
	got = usertests.Located(detect.Finding{Detector: detect.Race, Label: detect.LabelRace, Race: both, Places: []detect.Place{named}})
	assert.Equal(t, []detect.Place{named, {What: "write", Goroutine: 8}}, got.Places)
	alone := usertests.Located(detect.Finding{Detector: detect.Runtime, Label: detect.LabelPanic})
	assert.Equal(t, []detect.Place{{What: "test"}}, alone.Places)
}

// TestReplacedLocks: a test that fails under go-deadlock alone may do so because of its locks, which allocate. That is no
// finding; one that fails without them as well fails in as many runs as there were.
func TestReplacedLocks(t *testing.T) {
	trial := func(build detect.Build, how string, exit int) detect.Output {
		return detect.Output{Build: build, Exit: exit, Text: "=== RUN   TestSell\n--- " + how + ": TestSell (0.00s)\n"}
	}
	passes, fails := trial(detect.PlainBuild, "PASS", 0), trial(detect.PlainBuild, "FAIL", 1)
	replaced := trial(detect.GoDeadlockBuild, "FAIL", 1)
	tests := []struct {
		name               string
		trials             []detect.Output
		findings           int
		failures, replaced int
	}{
		{"alone", []detect.Output{passes, replaced, replaced}, 0, 0, 2},
		{"after another", []detect.Output{fails, replaced}, 1, 2, 0},
		{"before another", []detect.Output{replaced, fails}, 1, 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := usertests.Measured("TestSell", tt.trials...)
			assert.Len(t, m.Findings, tt.findings)
			assert.Equal(t, tt.failures, m.Failures())
			assert.Equal(t, tt.replaced, m.Replaced.Failures())
		})
	}
}
