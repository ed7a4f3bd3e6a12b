"""threading.Lock: the twin of bench/lock_test.go, without the cells of 1000 threads."""
from itertools import repeat
from threading import Lock
from time import perf_counter_ns as clock

from gobench import Cell, main, serial
from turns import Section, contest, patient, throughput
from workers import Spin


def turns_of(*how):
    """A loop of acquire(*how) and release on a lock that nobody else wants."""
    def plain(n):
        lock = Lock()
        acquire, release, turns = lock.acquire, lock.release, repeat(None, n)
        begin = clock()
        for _ in turns:
            acquire()
            release()
        return clock() - begin

    def argued(n):
        lock = Lock()
        acquire, release, turns = lock.acquire, lock.release, repeat(None, n)
        begin = clock()
        for _ in turns:
            acquire(*how)
            release()
        return clock() - begin
    return argued if how else plain


def cells():
    spin = Spin()

    def cell(name, run, threads, work, **options):
        return Cell(name, run(threads, Lock, Section(spin.for_ns(work)), **options), goroutines=threads, work_ns=work)
    for threads, work in [(1, 100), (2, 100), (4, 100), (16, 100), (64, 100), (16, 0), (16, 1000), (2, 0)]:
        yield cell("Lock", throughput, threads, work)
    yield cell("LockTimeout", throughput, 16, 100, way_in=patient)
    for threads, work in [(16, 100), (64, 1000)]:
        yield cell("LockWait", contest, threads, work)
    for op, how in [("plain", ()), ("try", (False,)), ("timeout", (True, 3600))]:
        yield Cell("LockDirect", serial(turns_of(*how)), op=op)


if __name__ == "__main__":
    main(cells())
