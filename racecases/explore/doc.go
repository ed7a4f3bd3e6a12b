// Package explore runs plain Go code under every schedule up to a bound. A [Program] has
// named entry points: the tests of any package (see [Tests]), or what a main package
// calls by name (see [Main]).
//
// # Limits first
//
// A verdict holds for sequentially consistent executions, and for schedules that switch
// goroutines only at operations on what is modelled: channels and select, the types of
// sync and sync/atomic, Sleep, timers and tickers, contexts, the go statement.
//
//   - A data race happens between such points. On request there are points at reads and
//     writes of shared variables too, also in the modules that the tests import, but not in
//     Go's own. That shows the harm of most races, at the price of many more schedules.
//     Torn values, stale reads and races inside of libraries stay invisible. Whether there
//     is a race is the race detector's verdict, which can be on during the search: see
//     [BuildMode].
//   - A program is refused if it reaches anything outside of the model that could block
//     (other machines, os/exec, os.Pipe, a socket of golang.org/x/sys/unix), or a goroutine
//     that code without points has started. The refusal names the operation and its place.
//     A call that uses files is one step, and so is a call of C. No signal comes. The
//     environment and the working folder are as at the start before each schedule. Finalizers
//     and cleanups never run: runtime.GC is refused in a program that has some.
//   - Each test is explored alone, also one that calls Parallel: what two tests do to each
//     other is not seen. Parallel subtests of one test are explored together.
//   - A network is a loopback inside of the run, of TCP and net.Pipe: UDP and sockets of
//     Unix are refused. A dial waits for no other goroutine; its limits of time and its
//     context end it where they have passed before. The machine has one interface and one
//     name, localhost. Connections of crypto/tls are Go's own, and records arrive whole.
//     Servers of net/http are Go's own code, and httptest's too; a client has a new
//     connection for each request, whose bytes arrive as they were written. What these
//     packages lock and count orders goroutines as it does natively, and is no point.
//     Servers and clients of net/rpc are explored as a module's code is. HTTP/2, proxies of
//     a client and what is upgraded behind a proxy are refused.
//   - Package variables are initialized anew before each schedule, and what the loggers of log and
//     log/slog are set to is restored. Exceptions are those
//     whose initialization registers something for the whole process, and those of other
//     modules' packages in which nothing can block.
//   - What a run draws is data, and chosen apart from the order of goroutines: the numbers and
//     orders of the top-level functions of math/rand, bytes of crypto/rand, the order of a range
//     over a map. As long as the values so far have up to [scheduler.MaxCombinations], which is
//     24, another value than the usual one costs no delay; from then on it costs one. Of
//     up to 24 numbers, ten at the price of a delay, all are tried, and all orders of up to four
//     elements; of more numbers a low, a high and one in the other half, of real ones the middle
//     too, of more elements two orders, of up to eight bytes these and their complements, of more
//     bytes, of a seed of hash/maphash, and from the hundredth draw on one value. A generator
//     with a seed of its own, one of the time included, has its one sequence, and is no draw.
//   - A range over a map of up to three keys takes any order, one of up to eight starts at each
//     key and wraps, and one of more is that of the keys or its reverse: these have up to
//     eight combinations in a run, at no delay, and then the order is that of the keys. Range of
//     a sync.Map is the same, in the order of storing, and so are MapKeys, Seq and Seq2 of package
//     reflect; its MapRange has one order, and no verdict is proven then. The language leaves the order open. Go 1.26
//     keeps up to eight entries in one group of slots and starts at a random one; the order of a
//     map that has had more, or of a sync.Map, depends on hashes too. Keys that are added during
//     a range are left out, or come last; what comes in between is not tried.
//   - Where a draw had values that were not tried, the verdict is not proven but exhausted, for
//     the values tried. Other nondeterminism is noticed when a schedule is repeated, and the
//     program is refused; the numbers of runtime.ReadMemStats are the same at every call.
//   - Time is virtual: nothing depends on the machine. A timer of less than ten seconds
//     may fire early, as if all other goroutines were slow; with NoEarlyTimers none does.
//   - A bug that needs more than the bound is not found. The verdict names the bound.
//
// # Theory in a page
//
// A concurrent program with a fixed input behaves differently because the scheduler
// decides differently. If every decision is ours, the program is a tree: a node where
// several goroutines are runnable, an edge for each of them. Systematic testing walks that
// tree instead of waiting for luck. With n goroutines of k steps it has up to
// (nk)!/(k!)^n leaves, so something has to be left out: what is far away (bounds), what
// is not drawn (sampling), or what is equivalent to something else (reduction).
//
// Preemption bounding (Musuvathi and Qadeer, Iterative context bounding for systematic
// testing of multithreaded programs, PLDI 2007) counts how often a runnable goroutine is
// interrupted: most bugs need two preemptions or fewer. But where a goroutine blocks, the
// choice of the next is free, and with many goroutines even the lowest bound explodes.
// It is not a strategy here.
//
// Delay bounding (Emmi, Qadeer and Rakamaric, Delay-bounded scheduling, POPL 2011) starts
// from one deterministic scheduler and counts how often a schedule departs from it. Bound
// 0 is one schedule, bound 1 about the number of steps times that of goroutines, blocked
// or not. The default scheduler here continues the running goroutine until it blocks or
// has had 60 steps in a row, and then takes the next one, round-robin. In the paper it
// costs two delays to pass over two goroutines; here it costs one, as do another case of a
// select and a timer that fires early.
//
// PCT (Burckhardt, Kothari, Musuvathi and Nagarakatte, A randomized scheduler with
// probabilistic guarantees of finding bugs, ASPLOS 2010) draws a priority for each
// goroutine and schedules the enabled goroutine with the highest; at d-1 steps, drawn as
// well, the goroutine about to run gets the lowest priority. A bug that needs d ordering
// constraints is found by each schedule with a probability of at least 1/(n k^(d-1)), for
// n goroutines and k steps.
//
// DPOR (Flanagan and Godefroid, Dynamic partial-order reduction for model checking
// software, POPL 2005): two steps of different goroutines commute if they use different
// objects or both only read, and schedules that differ in the order of such steps end in
// the same state. Objects are bytes of memory, locks, the two ends of a channel's buffer and
// its places, the clock. What a step uses is known once it is done: a compare-and-swap that
// fails has only read. After each run the reduction looks for dependent steps whose order could
// be reversed, and adds backtrack points at those nodes only. The goroutines to try there
// are the source sets of Abdulla, Aronis, Jonsson and Sagonas (POPL 2014). Sleep sets
// (Godefroid, 1996) do the rest: a goroutine that was tried at a node sleeps while the
// others are tried, until a step that does not commute with its own wakes it; a run in
// which all enabled goroutines sleep is abandoned.
//
// # The strategies
//
//   - delay goes level by level, each in random order. Exhausted at N:
//     every schedule with N delays or fewer was run. A failure has the fewest delays that
//     any failure has, and the fewest steps of the 200 schedules tried after it. Most bugs
//     need one delay or two.
//   - dpor has no bound. Proven, with the race detector looking on: a schedule of each
//     equivalence class was run, and none fails or races, whatever the number of delays.
//     Without it the verdict is exhausted, and holds if there is no data race. It relies on
//     what each step uses; a step that does not say conflicts with everything. Steps take
//     no time, which passes only when a timer fires. A goroutine that polls has a class for
//     each number of turns, and then there is no end. Take it for a proof, where a program
//     is small.
//   - pct draws with d = 3, except for the first schedule, which is the default one and
//     measures the length of the program. It never exhausts. Priorities are drawn anew for
//     a goroutine that yields, and for all when one has had 240 steps, which is outside of
//     the theory. Take it where a program is too long for two delays.
//   - pos draws a priority for each step, and draws again for the steps that conflict with the
//     one that is taken (Yuan, Yang and Gu, Partial order aware concurrency sampling, CAV
//     2018). What commutes takes no share of the draws. Take it where many goroutines do much
//     that is independent.
//   - surw draws the orders of all steps at one object evenly, and a new object for each
//     schedule (Zhao, Wolff, Mathur and Roychoudhury, Selectively uniform concurrency testing,
//     ASPLOS 2025). Take it where goroutines differ much in length.
//   - random takes every alternative with the same probability, guarantees nothing, and
//     is hard to beat where many schedules fail.
//
// Each of these stops at its first failure. A survey, which is what is done unless a strategy
// is named, goes on, and keeps the shortest schedule of each distinct failure. It has no
// number of delays: level after level is run while it is small, and from the first large
// level on the strategies take turns. Of eight schedules two go on with the levels, two
// with dpor, and one each is drawn by surw, pos, pct and random. If dpor or the levels come to
// an end, so does the survey. Its first question is what the order of goroutines does with
// timers as late as a real machine has them. Goroutines that are left behind are noted,
// and hide nothing. If there are timers, a quarter of the time is for the second question:
// what fails only if they fire early.
//
// What all but delay find is shrunk. First delays are left out, in ever smaller
// parts, as long as the program fails at the same place in the same way (delta debugging:
// Zeller and Hildebrandt, 2002). Then schedules with fewer delays, up to three, are tried
// level by level. Each phase has 3,000 runs at most. A race is shrunk to another
// one, if that takes less.
//
// # What fails
//
//   - A forbidden outcome, a failed test, a panic, what the Go runtime calls a fatal
//     error, a race; and if accesses are marked for it, two of them side by side.
//   - A deadlock: no goroutine is runnable, no timer is left to advance the clock to, and
//     the main goroutine has not ended. If it has ended, the others have leaked, unless
//     AllowLeaks is set; in a bubble of testing/synctest that is a deadlock too.
//   - A lock cycle: a deadlock of some goroutines, each of which waits for a lock that the
//     next one holds. In Go any goroutine may unlock a mutex, and so a cycle fails only
//     after 1,000 steps of the others.
//   - A main goroutine that waits for ever although the clock goes on: for ten minutes
//     nothing wakes it while 10,000 timers fire, or for one minute while 100,000 do. Ten
//     minutes is what the go command gives a test; a program that is still polling then
//     has no end. In a bubble of testing/synctest time costs nothing, and only the 100,000
//     count.
//   - No end: after a million steps, or as many as Steps says, goroutines have for half of
//     them only looked whether something has changed (loads, polls, failed attempts), and
//     given way to each other. Any other program of so many steps may be a long one, and
//     the search stops. The default scheduler is fair, so starvation is not the reason.
//
// # Playing
//
// A [Player] shows what an entry point looks like after so many moves of a schedule: where its
// goroutines stand, what they wait for, what objects and variables hold, and which moves there
// are. The program is built with [BuildMode].Played. That has points at all reads and writes,
// which count for the statements that a play opens, so that a schedule is one of Explore with the
// same Options.Open, of the same build; with none open it is one of a build at operations, and
// with all of them one of a build with MemoryAccesses.
//
// # Five verdicts
//
// Fails, with a schedule to replay and its timeline. Proven: no execution fails, whatever the
// number of delays, each draw has taken all of its values, and data races are excluded, by the
// detector or by points at all accesses. Exhausted: of all schedules, or all up to so many
// delays, none fails, for the values tried. Stopped: a budget was spent first, and a schedule that
// was not tried may fail. Refused: the program cannot be explored, and why.
package explore
