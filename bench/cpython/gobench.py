"""What the suites beside this file share: Go's benchmark format, from Python.

    python3 bench/cpython/lock.py -benchtime 100ms

measures each cell of a suite once and prints it as go test -bench would, under
the name of its Go twin in bench/lock_test.go with impl=cpython3.13. Python 3.8
or later; nothing but its standard library.

How it measures is how Go does: a cell runs for 1 op, then for as many as should
fill the benchtime, until it has; "3x" is three. Methods are bound before the loop,
the loop is timeit's (itertools.repeat), and the garbage collector stays on. What
the loop itself costs is in ns/op, as it is in Go's, but here it is not small: a
cell of one thread has it beside, as loop-ns.
"""
import argparse
import math
import os
import platform
import re
import sys
from itertools import repeat
from time import perf_counter_ns as clock

import about

NS = {"ns": 1, "us": 10**3, "µs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}


class Cell:
    """One benchmark. run(n) does n ops and returns what they took in ns, and may
    return a dict of metrics after it."""

    def __init__(self, name, run, variant="", **keys):
        self.name, self.run, self.variant, self.keys = name, run, variant, keys

    def full_name(self):
        parts = ["Benchmark" + self.name, "impl=" + about.name() + self.variant]
        parts += ["%s=%s" % pair for pair in self.keys.items()]
        return "/".join(parts) + ("-%d" % processors() if processors() > 1 else "")

    def line(self, benchtime):
        n = benchtime.first
        took, metrics = self.once(n)
        while not benchtime.filled(took, n):
            n = benchtime.next(took, n)
            took, metrics = self.once(n)
        values = [(took / n, "ns/op")] + sorted(((v, unit) for unit, v in metrics.items()), key=lambda pair: pair[1])
        return "\t".join([self.full_name(), "%8d" % n] + ["%10.*f %s" % (digits(v), v, unit) for v, unit in values])

    def once(self, n):
        result = self.run(n)
        return result if isinstance(result, tuple) else (result, {})


def digits(value):
    """How many digits go behind the point: four in all, as in Go."""
    return 0 if value == 0 or abs(value) >= 999.95 else max(0, 3 - math.floor(math.log10(abs(value))))


class Benchtime:
    """A time, or so many ops: 100ms, 1m30s, 10x."""

    def __init__(self, text):
        self.ops, self.ns = 0, 0
        if re.fullmatch(r"[1-9][0-9]*x", text):
            self.ops = int(text[:-1])
        elif re.fullmatch(r"([0-9.]+(ns|us|µs|ms|s|m|h))+", text):
            self.ns = sum(float(number) * NS[unit] for number, unit in re.findall(r"([0-9.]+)(ns|us|µs|ms|s|m|h)", text))
        if not self.ops and not self.ns:
            raise argparse.ArgumentTypeError("%s: want a time or a number of turns, such as 100ms or 10x" % text)
        self.first = self.ops or 1

    def filled(self, took, n):
        return self.ops == n or (not self.ops and took >= self.ns) or n >= 10**9

    def next(self, took, n):
        """As Go predicts it: a fifth more than should be needed, at most 100 times as many."""
        wanted = int(self.ns * n / max(took, 1))
        return min(max(min(wanted + wanted // 5, 100 * n), n + 1), 10**9)


def processors():
    """How many processors this process may use; Go's GOMAXPROCS."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def header():
    """The lines in front of the figures: those that go test prints, and the build. The
    processor's name is left to Go, which asks the processor itself."""
    machine = platform.machine().lower()
    lines = [("goos", {"win32": "windows"}.get(sys.platform, sys.platform)),
             ("goarch", {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)),
             ("pkg", "threadlab/bench"), ("python", about.build()), ("gil", about.gil())]
    return ["%s: %s" % line for line in lines]


LISTING = "-cells"


def unless_listing(n):
    """Return n, or 1 for cells that are only to be listed."""
    return 1 if LISTING in sys.argv else n


def main(cells):
    """Measure cells for the command line."""
    parser = argparse.ArgumentParser(description="Measure this suite once, in Go's benchmark format.")
    parser.add_argument("-benchtime", "--benchtime", type=Benchtime, default=Benchtime("100ms"), metavar="T", help="how long a cell runs: 100ms, or 10x (default 100ms)")
    parser.add_argument(LISTING, action="store_true", help="list the cells and their metrics: work as little as possible, figures mean nothing")
    benchtime = parser.parse_args().benchtime
    print("\n".join(header()), flush=True)
    for cell in cells:
        print(cell.line(benchtime), flush=True)
    print("PASS", flush=True)


def serial(loop):
    """A cell of one thread: loop(n) returns what n turns took."""
    return lambda n: (loop(n), {"loop-ns": empty_loop(n) / n})


def empty_loop(n):
    turns = repeat(None, n)
    begin = clock()
    for _ in turns:
        pass
    return clock() - begin
