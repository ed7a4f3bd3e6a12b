package explore_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
)

// A stranger is a test as strangers write them, and what the explorer says of it.
type stranger struct {
	test    string
	race    bool            // the race detector looks on
	options explore.Options // the zero value: two delays
	verdict scheduler.Verdict
	says    string // a pattern of the failure, or of the reason
}

// noDelay runs the default schedule only, with all values that are drawn in it.
var noDelay = explore.Options{NoEarlyTimers: true}

// strangers are the tests of testdata/strangers, a module of small programs.
var strangers = []stranger{
	{test: "TestSelectOfSeveralLines", verdict: scheduler.Fails, says: "sent to what is closed"},
	{test: "TestWhatIsNotCalled", verdict: scheduler.Fails, says: "2 of 3 goroutines wait for ever"},
	{test: "TestBusyLock", verdict: scheduler.Fails, says: "locked by both: 1"},
	{test: "TestBusyReader", verdict: scheduler.Fails, says: "a reader is inside"},
	{test: "TestFreeLock", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Proven},
	{test: "TestDotted", verdict: scheduler.Fails, says: "3 of 3 goroutines wait for ever"},
	{test: "TestDottedCommand", verdict: explore.Refused, says: "os/exec.Command at dotted_test.go:[0-9]+"},
	{test: "TestSizes", verdict: scheduler.Exhausted},
	{test: "TestEmbedded", verdict: scheduler.Exhausted},
	{test: "TestEmbeddedNames", verdict: scheduler.Exhausted},
	{test: "TestKeptOutput", verdict: scheduler.Exhausted},
	{test: "TestFiles", verdict: scheduler.Fails, says: "the file says 1"},
	{test: "TestRandomBytes", verdict: scheduler.Exhausted},
	{test: "TestHashes", verdict: scheduler.Exhausted},
	{test: "TestHashes", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Exhausted},
	{test: "TestOwnConn", verdict: scheduler.Exhausted},
	{test: "TestSignals", verdict: scheduler.Exhausted},

	{test: "TestReflected", verdict: scheduler.Exhausted},
	{test: "TestReflected", race: true, verdict: scheduler.Exhausted},
	{test: "TestReflectedOrder", verdict: scheduler.Fails, says: ": 1$"},
	{test: "TestPulled", verdict: scheduler.Exhausted},
	{test: "TestPulled", race: true, verdict: scheduler.Exhausted},
	{test: "TestPulledOutOfOrder", verdict: scheduler.Fails, says: ": 1$"},
	{test: "TestLogged", verdict: scheduler.Exhausted},
	{test: "TestLogged", race: true, verdict: scheduler.Exhausted},
	{test: "TestLoggedOrder", verdict: scheduler.Fails, says: `\[b a\]`},
	{test: "TestLoggedPrefix", verdict: scheduler.Fails, says: `\[late a\]`},
	{test: "TestLoggedDefault", verdict: scheduler.Fails, says: "logged 3"},
	{test: "TestLoggedAnew", verdict: scheduler.Exhausted},
	{test: "TestPiped", verdict: scheduler.Exhausted},
	{test: "TestPiped", race: true, verdict: scheduler.Exhausted},
	{test: "TestPipedStuck", verdict: scheduler.Fails, says: "deadlock"},
	{test: "TestSkipped", verdict: explore.Skipped, says: "^Skip at lent_test.go:[0-9]+: needs a database$"},
	{test: "TestSampled", options: explore.Options{Schedules: 1, Delays: 1}, verdict: scheduler.Stopped},
	{test: "TestAllocations", verdict: scheduler.Exhausted},
	{test: "TestDeferredClose", verdict: scheduler.Exhausted},

	{test: "TestRaceMethods", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceContext", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceFailing", race: true, verdict: scheduler.Fails, says: "assertion: .*no 7"},
	{test: "TestRaceSubtests", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceParallel", race: true, verdict: scheduler.Fails, says: "race: .* write at race_test.go:68"},
	{test: "TestRaceBehindLog", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceRandom", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceBubble", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceBubbleWithoutWait", race: true, verdict: scheduler.Fails, says: "race: .* at race_test.go:105"},
	{test: "TestRaceInLibrary", race: true, verdict: scheduler.Fails, says: `race: .* write at shelf/shelf.go:7$`},
	{test: "TestRaceAddInside", race: true, verdict: scheduler.Fails, says: `race: .* sync.WaitGroup.Wait at race_test.go:120\n.* sync.WaitGroup.Add at race_test.go:114$`},
	{test: "TestRaceTwice", race: true, options: explore.Options{Survey: true, Time: 2 * time.Second}, verdict: scheduler.Fails, says: `race: .* at lent_test.go:228.*race: .* at lent_test.go:229`},
	{test: "TestRaceTwice", race: true, options: explore.Options{Replay: "default@9"}, verdict: scheduler.Fails, says: `race: .* at lent_test.go:229`},
	{test: "TestRaceAddBefore", race: true, verdict: scheduler.Exhausted},

	{test: "TestBufferOfTimer", verdict: scheduler.Exhausted},
	{test: "TestTickerByHand", verdict: scheduler.Exhausted},
	{test: "TestHour", verdict: scheduler.Exhausted},
	{test: "TestNoTimeAtAll", verdict: scheduler.Fails, says: "deadlock: main bubble goroutine has exited but blocked goroutines remain"},
	{test: "TestHighDie", verdict: scheduler.Fails, says: ": 5"},
	{test: "TestSpecial", verdict: scheduler.Fails, says: ": 999"},
	{test: "TestDice", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestAddedKey", options: noDelay, verdict: scheduler.Fails, says: ": 2$"},
	{test: "TestAddedBefore", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Proven},
	{test: "TestEnvironment", verdict: scheduler.Exhausted},
	{test: "TestWorkingFolder", verdict: scheduler.Exhausted},
	{test: "TestGoroutinesAtOnce", verdict: scheduler.Fails, says: "still there: 1"},
	{test: "TestGoroutinesInTheEnd", verdict: scheduler.Exhausted},
	{test: "TestLevelOrder", options: explore.Options{Strategy: scheduler.DPOR}, verdict: scheduler.Fails, says: "set to ERROR"},
	{test: "TestReflectedMap", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Exhausted},
	{test: "TestReflectedKeys", options: noDelay, verdict: scheduler.Fails, says: "first b"},
	{test: "TestReflectedSequence", options: noDelay, verdict: scheduler.Fails, says: "first"},
	{test: "TestReflectedReceives", verdict: scheduler.Exhausted},
	{test: "TestCollected", verdict: explore.Refused, says: "runtime.GC after runtime.AddCleanup at process_test.go"},
	{test: "TestWeak", verdict: explore.Refused, says: "runtime.GC after weak.Make at process_test.go"},
	{test: "TestEnvironmentOrder", options: explore.Options{Strategy: scheduler.DPOR}, verdict: scheduler.Fails, says: "not yet set"},
	{test: "TestThirdKey", options: noDelay, verdict: scheduler.Fails, says: ": c$"},
	{test: "TestSixthKey", options: noDelay, verdict: scheduler.Fails, says: ": 6$"},
	{test: "TestShuffled", options: noDelay, verdict: scheduler.Fails, says: "3 1 4 2"},
	{test: "TestAllNumbers", options: noDelay, verdict: scheduler.Fails, says: ": 17$"},
	{test: "TestOddByte", options: noDelay, verdict: scheduler.Fails, says: "even"},
	{test: "TestMiddle", options: noDelay, verdict: scheduler.Fails, says: ": 0.5$"},
	{test: "TestOneInMany", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Exhausted},
	{test: "TestSum", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Proven},
	{test: "TestSortedKeys", race: true, options: explore.Options{Survey: true}, verdict: scheduler.Proven},
	{test: "TestSeed", verdict: scheduler.Exhausted},
	{test: "TestNoJobAfterStop", verdict: scheduler.Exhausted},
	{test: "TestOneValue", verdict: scheduler.Exhausted},
	{test: "TestSomeTimeDone", verdict: scheduler.Exhausted},
	{test: "TestPlayUntilStopped", verdict: scheduler.Exhausted},
	{test: "TestPlayUntilStopped", options: explore.Options{Strategy: scheduler.PCT, Schedules: 50}, verdict: scheduler.Stopped, says: "50 schedules tried"},
	{test: "TestManyLocks", options: explore.Options{Delays: 0, Steps: 100_000}, verdict: scheduler.Stopped, says: "more than 100000 steps"},
	{test: "TestManyLoads", options: explore.Options{Steps: 20_000}, verdict: scheduler.Stopped, says: "more than 20000 steps"},
	{test: "TestPatience", options: explore.Options{NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestNoAnswer", verdict: scheduler.Fails, says: "deadlock: main waits for ever: in 10m0s nothing has woken it"},
	{test: "TestFlag", options: explore.Options{Steps: 20_000}, verdict: scheduler.Fails, says: "endless: no end after 20000 steps"},

	{test: "TestNetEcho", verdict: scheduler.Exhausted},
	{test: "TestNetEcho", race: true, verdict: scheduler.Exhausted},
	{test: "TestNetSplit", verdict: scheduler.Fails, says: "read [12] bytes"},
	{test: "TestNetErrors", options: explore.Options{Delays: 2, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestNetTCP", options: explore.Options{Delays: 1, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestNetPipe", verdict: scheduler.Exhausted},
	{test: "TestNetPipeWrites", options: explore.Options{Delays: 2, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestNetPipeWrites", race: true, options: explore.Options{Delays: 2, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestNetHalves", options: explore.Options{Delays: 2}, verdict: scheduler.Exhausted},
	{test: "TestNetBroken", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestNetPipeBothWrite", verdict: scheduler.Fails, says: "2 of 2 goroutines wait for ever"},
	{test: "TestNetElsewhere", verdict: explore.Refused, says: "net: dial of 192.0.2.1:80, which is not this machine"},
	{test: "TestDialLimits", verdict: scheduler.Exhausted},
	{test: "TestDialCancelled", verdict: scheduler.Fails, says: "dial tcp 127.0.0.1:[0-9]+: operation was canceled"},
	{test: "TestDialAddresses", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestListenLimits", options: explore.Options{Delays: 2, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestLookups", verdict: scheduler.Exhausted},
	{test: "TestTLSEcho", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestTLSEcho", race: true, options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestTLSBothWays", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestTLSLimits", options: explore.Options{Delays: 2, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestTLSExpired", options: explore.Options{Delays: 1, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestTLSPackets", verdict: explore.Refused, says: "crypto/tls.QUICClient"},
	{test: "TestOutside", verdict: explore.Refused},
	{test: "TestOutside/^dial_udp$", verdict: explore.Refused, says: "not modelled: net: dial of udp$"},
	{test: "TestOutside/^dial_elsewhere$", verdict: explore.Refused, says: "net: dial of 192.0.2.1:80, which is not this machine"},
	{test: "TestOutside/^dial_a_name$", verdict: explore.Refused, says: "net: lookup of example.com, which is not this machine"},
	{test: "TestOutside/^dial_UDP$", verdict: explore.Refused, says: "net.DialUDP at dial_test.go"},
	{test: "TestOutside/^dialer_UDP$", verdict: explore.Refused, says: "net: dial of udp4$"},
	{test: "TestOutside/^control$", verdict: explore.Refused, says: "net.Dialer.Control$"},
	{test: "TestOutside/^listen_elsewhere$", verdict: explore.Refused, says: "net: listen of 192.0.2.1:0, which is not this machine"},
	{test: "TestOutside/^listen_unix$", verdict: explore.Refused, says: "net: listen of unix$"},
	{test: "TestOutside/^listen_Unix$", verdict: explore.Refused, says: "net.ListenUnix at"},
	{test: "TestOutside/^listen_Unixgram$", verdict: explore.Refused, says: "net.ListenUnixgram at"},
	{test: "TestOutside/^listen_UDP$", verdict: explore.Refused, says: "net.ListenUDP at"},
	{test: "TestOutside/^listen_multicast$", verdict: explore.Refused, says: "net.ListenMulticastUDP at"},
	{test: "TestOutside/^listen_IP$", verdict: explore.Refused, says: "net.ListenIP at"},
	{test: "TestOutside/^listen_packet$", verdict: explore.Refused, says: "net.ListenPacket at"},
	{test: "TestOutside/^config_packet$", verdict: explore.Refused, says: "net.ListenConfig.ListenPacket$"},
	{test: "TestOutside/^file$", verdict: explore.Refused, says: "net.FileConn at"},
	{test: "TestOutside/^lookup$", verdict: explore.Refused, says: "net: lookup of example.com, which is not this machine"},
	{test: "TestOutside/^lookup_TXT$", verdict: explore.Refused, says: "net.LookupTXT at"},
	{test: "TestOutside/^resolver$", verdict: explore.Refused, says: "net.Resolver.LookupMX$"},
	{test: "TestOutside/^textproto$", verdict: explore.Refused, says: "net/textproto.Dial at"},
	{test: "TestOutside/^socket$", verdict: explore.Refused, says: "syscall.Socket$"},
	{test: "TestOutside/^command$", verdict: explore.Refused, says: "os/exec.Command at"},
	{test: "TestOutside/^connection$", verdict: explore.Refused, says: "net.TCPListener.SyscallConn"},
	{test: "TestScopes", verdict: scheduler.Exhausted},
}

// web are those of testdata/strangers/web. No other imports net/http, which would be compiled anew for it.
var web = []stranger{
	{test: "TestHandler", verdict: scheduler.Fails, says: "first /b1"},
	{test: "TestNetHandler", verdict: scheduler.Fails, says: "1 hits"},
	{test: "TestHTTPUnguarded", race: true, verdict: scheduler.Fails, says: "race: .* at web/http_test.go:39"},
	{test: "TestHTTPGuarded", verdict: scheduler.Exhausted},
	{test: "TestHTTPGuarded", race: true, options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPGuarded", options: explore.Options{Strategy: scheduler.DPOR}, verdict: scheduler.Exhausted},
	{test: "TestHTTPLost", verdict: scheduler.Fails, says: "1 hits"},
	{test: "TestHTTPMeeting", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPNobodyComes", verdict: scheduler.Fails, says: "deadlock"},
	{test: "TestHTTPCancelled", verdict: scheduler.Exhausted},
	{test: "TestHTTPCancelled", race: true, options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPTimeout", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPShutdown", verdict: scheduler.Exhausted},
	{test: "TestHTTPShutdown", race: true, options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPShutdownEarly", verdict: scheduler.Fails, says: "connection refused|EOF|connection reset"},
	{test: "TestHTTPShutdownLate", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPLeft", verdict: scheduler.Fails, says: "1 of [0-9]+ goroutines never ends"},
	{test: "TestHTTPFull", verdict: scheduler.Fails, says: "deadlock"},
	{test: "TestHTTPTalk", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPTalk", race: true, options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPMux", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPTransport", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPEachOther", verdict: scheduler.Fails, says: "deadlock"},
	{test: "TestHTTPRegistered", verdict: scheduler.Fails, says: "registered before"},
	{test: "TestHTTPRegisteredHandler", verdict: scheduler.Fails, says: "registered before"},
	{test: "TestHTTPErrors", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPHijack", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTPS", options: explore.Options{NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestHTTPBehindProxy", options: explore.Options{Delays: 1, NoEarlyTimers: true}, verdict: scheduler.Exhausted},
	{test: "TestHTTPTrace", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestHTTP2", verdict: explore.Refused, says: "net/http/httptest.Server.EnableHTTP2"},
	{test: "TestHTTPProxy", verdict: explore.Refused, says: "net/http: a proxy"},
	{test: "TestRPC", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestRPC", race: true, options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
	{test: "TestRPCLost", verdict: scheduler.Fails, says: "the sum is 1"},
	{test: "TestRPCOverHTTP", options: explore.Options{Delays: 1}, verdict: scheduler.Exhausted},
}

// TestStrangers explores all of them in one process for each way to build them. None is
// without a row.
func TestStrangers(t *testing.T) {
	t.Parallel()
	for _, mode := range []explore.BuildMode{{}, {Race: true}, {Played: true}} {
		t.Run(mode.String(), func(t *testing.T) {
			program := exploreStrangers(t, "testdata/strangers", ".", mode, strangers)
			assert.Contains(t, program.Notes, "the same numbers at every call: runtime.ReadMemStats at outside_test.go:95")
			if mode.Played {
				playScopes(t, program)
			}
		})
	}
}

// TestStrangersWeb has net/http itself compiled anew: where the race detector looks on, and
// for a Player, where these tests themselves are no race build, which has other things to compile.
// It comes before the parallel tests: these would compile crypto/tls at the same time.
func TestStrangersWeb(t *testing.T) {
	modes := []explore.BuildMode{{}, {Race: true}, {Played: true}}
	for _, mode := range modes[:testmain.Sample(t, len(modes), 1)] {
		t.Run(mode.String(), func(t *testing.T) { exploreStrangers(t, "testdata/strangers", "./web", mode, web) })
	}
}

// TestStrangersCommand explores a package main of a workspace that uses cgo and build
// tags, and has tests of one name inside and outside.
func TestStrangersCommand(t *testing.T) {
	t.Setenv("GOFLAGS", "-tags=integration")
	program := exploreStrangers(t, "testdata/strangers", "./command", explore.BuildMode{MemoryAccesses: true}, []stranger{
		{test: "main.TestTwice", verdict: scheduler.Exhausted},
		{test: "main_test.TestTwice", verdict: scheduler.Fails, says: "TestTwice at command/external_test.go:11: the external one: 3"},
		{test: "TestWithC", verdict: scheduler.Fails, says: "one is lost"},
		{test: "TestOtherModule", verdict: scheduler.Fails, says: "the hook was not called"},
		{test: "TestTagged", verdict: scheduler.Exhausted},
	})
	assert.Contains(t, program.Notes, "points at accesses in example.com/lib too")
	if gocmd.CheckRace(t.Context()) == nil { // there is a C compiler
		assert.Contains(t, program.Notes, "C is not explored: a call of it is one step, in example.com/strangers/command")
	}
}

// TestStrangersVendored explores a package that consists of external tests, and depends
// on what is in the vendor folder.
func TestStrangersVendored(t *testing.T) {
	t.Parallel()
	exploreStrangers(t, "testdata/vendored", ".", explore.BuildMode{}, []stranger{{test: "TestVendored", verdict: scheduler.Exhausted}})
}

// TestStrangersStart explores a package whose initialisation is more than constants.
func TestStrangersStart(t *testing.T) {
	t.Parallel()
	exploreStrangers(t, "testdata/strangers", "./start", explore.BuildMode{}, []stranger{
		{test: "TestStart", verdict: scheduler.Exhausted},
		{test: "TestStartMain", verdict: scheduler.Exhausted},
		{test: "TestStartFlags", verdict: scheduler.Exhausted},
		{test: "TestStartNoneLeft", verdict: scheduler.Exhausted},
		{test: "TestStartCounter", verdict: scheduler.Exhausted},
		{test: "TestStartOneLeft", verdict: scheduler.Fails, says: `assertion: .*\[chan receive\]:\nexample.com/strangers/start.TestStartOneLeft.func1`},
		{test: "TestStartSweeper", verdict: scheduler.Fails, says: "assertion: .* 1 books, want 2"},
	})
}

// exploreStrangers builds the tests of a package, each of which has a row, and explores
// those that are for this way to build them.
func exploreStrangers(t *testing.T, dir, pattern string, mode explore.BuildMode, rows []stranger) *explore.Program {
	t.Helper()
	program, err := explore.Tests(t.Context(), dir, pattern, "", mode)
	require.NoError(t, err)
	var names []string
	for _, s := range rows {
		names = append(names, s.test)
	}
	assert.Subset(t, names, program.Entries)
	build(t, program)
	var jobs []explore.Job
	rows = slices.DeleteFunc(slices.Clone(rows), func(s stranger) bool { return s.race != mode.Race })
	for _, s := range rows {
		if reflect.ValueOf(s.options).IsZero() {
			s.options.Delays = 2
		}
		jobs = append(jobs, explore.Job{Entry: s.test, Options: s.options})
	}
	reports, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	for i, s := range rows {
		t.Run(s.test, func(t *testing.T) {
			said := reports[i].Why
			if f := reports[i].Failure; f != nil {
				said = f.String()
			}
			for _, f := range reports[i].Findings {
				said += "\n" + f.Failure.String()
			}
			assert.Equal(t, s.verdict, reports[i].Verdict, said)
			assert.Regexp(t, "(?s)"+s.says, said)
		})
	}
	return program
}

// build compiles a program, unless the cache has what would be made: it is known by all
// that it is made of, the explorer included.
func build(t *testing.T, program *explore.Program) {
	t.Helper()
	cache, err := gocmd.OpenCache()
	require.NoError(t, err)
	require.NoError(t, program.BuildIn(t.Context(), cache))
}
