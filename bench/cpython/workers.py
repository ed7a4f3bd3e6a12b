"""Threads that work together, and the work that they do: the twin of
bench/harness_test.go and bench/spin.go."""
import threading
from itertools import repeat
from time import perf_counter_ns as clock


def crew(threads, f):
    """Make threads on f(i), which are not started, and the list that their
    failures will be in."""
    failures = []

    def body(i):
        try:
            f(i)
        except BaseException as failure:
            failures.append(failure)

    return [threading.Thread(target=body, args=(i,)) for i in range(threads)], failures


def run_threads(threads, f):
    """Run f(i) in threads and wait for their end."""
    members, failures = crew(threads, f)
    for t in members:
        t.start()
    for t in members:
        t.join()
    if failures:
        raise failures[0]


def together(threads, turns, run):
    """Share turns out over threads and return what they take, in ns, from their
    common start to the end of the last. run(turns) is one thread's share."""
    ready, start, ends = threading.Semaphore(0), threading.Event(), []

    def share(i):
        mine = turns // threads + (i < turns % threads)
        ready.release()
        start.wait()
        try:
            run(mine)
        finally:
            ends.append(clock())

    members, failures = crew(threads, share)
    for t in members:
        t.start()
    for _ in members:
        ready.acquire()
    begin = clock()
    start.set()
    for t in members:
        t.join()
    if failures:
        raise failures[0]
    return max(ends) - begin


class Spin:
    """Work that takes a given time: calls of an empty loop, whose turns are worth
    what the fastest of many runs of this interpreter took, alone. The call is in it."""

    def __init__(self):
        short, long = (min(self.cost(turns) for _ in range(20)) for turns in (10, 1010))
        self.turn = (long - short) / 1000
        self.call = short - 10 * self.turn

    @staticmethod
    def cost(turns):
        spin, calls = Spin.of(turns), 2000 if turns < 100 else 50
        begin = clock()
        for _ in repeat(None, calls):
            spin()
        return (clock() - begin) / calls

    @staticmethod
    def of(turns):
        span = range(turns)

        def spin():
            for _ in span:
                pass
        return spin

    def for_ns(self, ns):
        """The turns that take ns, none if the call alone takes longer."""
        return max(0, round((ns - self.call) / self.turn))
