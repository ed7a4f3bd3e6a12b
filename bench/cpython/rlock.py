"""threading.RLock: the twin of bench/rlock_test.go."""
from itertools import repeat
from threading import RLock
from time import perf_counter_ns as clock

from gobench import Cell, main, serial
from turns import Section, throughput
from workers import Spin


def outer(n):
    return pairs(RLock(), n)


def reentry(n):
    lock = RLock()
    with lock:
        return pairs(lock, n)


def pairs(lock, n):
    acquire, release, turns = lock.acquire, lock.release, repeat(None, n)
    begin = clock()
    for _ in turns:
        acquire()
        release()
    return clock() - begin


def cells():
    for op, loop in [("outer", outer), ("reentry", reentry)]:
        yield Cell("RLockDirect", serial(loop), op=op)
    section = Section(Spin().for_ns(100))
    for threads in [2, 16]:
        yield Cell("RLock", throughput(threads, RLock, section), goroutines=threads, work_ns=100)


if __name__ == "__main__":
    main(cells())
