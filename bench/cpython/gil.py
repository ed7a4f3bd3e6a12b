"""The global interpreter lock, if there is one: the twin of bench/gil_test.go."""
import sys
import time
from itertools import repeat
from time import perf_counter_ns as clock

import about
from gobench import Cell, main, unless_listing
from turns import quantiles
from workers import Spin, run_threads

MS = 10**6
SLICE = 10**4  # ns between two looks at whether it is over


def timed(n, threads, f):
    """What n runs of threads on f(i) take."""
    begin = clock()
    for _ in repeat(None, n):
        run_threads(threads, f)
    return clock() - begin


def computing(threads, turns, work):
    """A fixed amount of work, split evenly."""
    slices = unless_listing(work // SLICE // threads)

    def compute(_):
        spin = Spin.of(turns)
        for _ in repeat(None, slices):
            spin()
    return lambda n: timed(n, threads, compute)


def waiting(threads, sleeps, nap):
    def doze(_):
        for _ in repeat(None, unless_listing(sleeps)):
            time.sleep(nap)
    return lambda n: timed(n, threads, doze)


def mixed(hogs, turns, calls, nap):
    """One thread that makes short blocking calls while the hogs compute."""
    def run(n):
        took, slices, total = [], [], 0
        for _ in repeat(None, n):
            over = []

            def work(i):
                if i > 0:
                    slices.append(hog(turns, over))
                    return
                try:
                    for _ in repeat(None, unless_listing(calls)):
                        begin = clock()
                        time.sleep(nap)
                        took.append(clock() - begin)
                finally:
                    over.append(True)
            total += timed(1, 1 + hogs, work)
        return total, dict(quantiles("call", took), **{"hog-cpus": sum(slices) * SLICE / total})
    return run


def hog(turns, over):
    """Compute until it is over, and return for how many slices."""
    spin, slices = Spin.of(turns), 0
    while not over:
        spin()
        slices += 1
    return slices


# sys.setswitchinterval of each variant, in seconds; "" is the default.
INTERVALS = {"": .005, ".500us": .0005, ".50us": .00005}


def switching(interval, run):
    """A cell's run with another switch interval; without a GIL that does nothing."""
    def under(n):
        before = sys.getswitchinterval()
        sys.setswitchinterval(interval)
        try:
            return run(n)
        finally:
            sys.setswitchinterval(before)
    return under


def cells():
    turns = Spin().for_ns(SLICE)

    def cell(name, run, often, **keys):
        """A cell with the default interval, and with the shorter ones if it is to be switched often."""
        for variant, interval in INTERVALS.items():
            if not variant or often and about.gil() == "on":
                yield Cell(name, switching(interval, run), variant, **keys)
    for threads in [1, 2, 4, 8]:
        yield from cell("GILCPU", computing(threads, turns, 120 * MS), threads == 4, threads=threads, work_ms=120)
    for threads in [1, 2, 4, 8]:
        yield from cell("GILIO", waiting(threads, 10, .01), False, threads=threads, sleeps=10, sleep_ms=10)
    for hogs in [0, 1, 2]:
        yield from cell("GILMixed", mixed(hogs, turns, 50, .001), hogs > 0, hogs=hogs, calls=50, sleep_ms=1)


if __name__ == "__main__":
    main(cells())
