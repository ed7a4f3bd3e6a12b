"""Turns in a gate, a lock or a semaphore, that threads compete for: the twin of
bench/harness_test.go and bench/contest_test.go."""
import itertools
import math
import time
from itertools import repeat
from time import perf_counter_ns as clock

from workers import Spin, together


class Section:
    """What a holder does: it works, then lets others run, or blocks for some seconds."""

    def __init__(self, turns=0, yields=0, block=0):
        self.turns, self.yields, self.block = turns, yields, block

    def hold(self):
        """A thread's own way of doing it, so that without a GIL threads share no
        reference count; None if there is nothing to do."""
        spin, sleep = Spin.of(self.turns), time.sleep
        if self.block:
            return lambda: sleep(self.block)
        if not self.yields:
            return spin if self.turns else None

        def work_and_yield():
            spin()
            for _ in repeat(None, self.yields):
                sleep(0)
        return work_and_yield


def take_turns(turns, acquire, release, hold):
    """Get in, work, get out."""
    if hold is None:
        for _ in repeat(None, turns):
            acquire()
            release()
        return
    for _ in repeat(None, turns):
        acquire()
        hold()
        release()


def acquire_of(gate):
    return gate.acquire


def patient(gate):
    """The way in of those who would give up after an hour."""
    acquire = gate.acquire
    return lambda: acquire(True, 3600)


def throughput(threads, new_gate, section, way_in=acquire_of):
    """A cell's run: n turns in a gate, by one thread in a plain loop or by several at once."""
    def run(n):
        gate = new_gate()
        if threads > 1:
            return together(threads, n, lambda mine: take_turns(mine, way_in(gate), gate.release, section.hold()))
        acquire, release, hold = way_in(gate), gate.release, section.hold()
        begin = clock()
        take_turns(n, acquire, release, hold)
        return clock() - begin
    return run


SAMPLE_EVERY = 7  # turns an entrant looks at the clock; a prime, not to fall into step with how a lock goes round


def contest(threads, new_gate, section):
    """A cell's run: who gets in takes one of n turns, so that they can get unequally
    many. It reports how long they waited and how evenly the turns went."""
    def run(n):
        gate, taken, waits, entries = new_gate(), itertools.count(1), [], []

        def compete(_):
            acquire, release, hold = gate.acquire, gate.release, section.hold()
            mine, sampled = 0, []
            for i in itertools.count():
                if i % SAMPLE_EVERY:
                    acquire()
                else:
                    begin = clock()
                    acquire()
                    sampled.append(clock() - begin)
                if next(taken) > n:
                    release()
                    break
                hold()
                release()
                mine += 1
            waits.extend(sampled)
            entries.append(mine)

        took = together(threads, n, compete)
        return took, dict(quantiles("wait", waits), jain=jain(entries))
    return run


def quantiles(of, sample):
    """The median of what was sampled, its tail and its longest."""
    sample = sorted(sample)

    def quantile(q):
        return sample[max(0, math.ceil(q * len(sample)) - 1)]
    return {"%s-%s-ns" % (name, of): quantile(q) for name, q in (("p50", .5), ("p99", .99), ("p999", .999), ("max", 1))}


def jain(shares):
    """Jain's fairness index: 1 if all had the same, 1/n if one had everything."""
    squares = sum(x * x for x in shares)
    return sum(shares) ** 2 / (len(shares) * squares) if squares else 1
