"""threading.Semaphore and BoundedSemaphore: the twin of bench/semaphore_test.go,
without the cells of 1000 threads. Where Go yields its processor, a holder sleeps for
0 seconds, which drops the GIL."""
from functools import partial
from itertools import repeat
from threading import BoundedSemaphore, Semaphore
from time import perf_counter_ns as clock

from gobench import Cell, main, serial
from turns import Section, contest, patient, throughput
from workers import Spin


def plain(kind, n):
    semaphore = kind(1)
    acquire, release, turns = semaphore.acquire, semaphore.release, repeat(None, n)
    begin = clock()
    for _ in turns:
        acquire()
        release()
    return clock() - begin


def timeout(n):
    semaphore = Semaphore(1)
    acquire, release, turns = semaphore.acquire, semaphore.release, repeat(None, n)
    begin = clock()
    for _ in turns:
        acquire(True, 3600)
        release()
    return clock() - begin


def cells():
    spin = Spin()

    def cell(name, run, slots, threads, work, yields, **options):
        return Cell(name, run(threads, partial(Semaphore, slots), Section(spin.for_ns(work), yields), **options),
                    slots=slots, goroutines=threads, work_ns=work, yields=yields)
    for point in [(1, 1, 100, 0), (1, 16, 100, 0), (1, 64, 100, 0), (1, 16, 0, 0), (2, 16, 0, 0), (8, 16, 0, 0),
                  (1, 16, 100, 1), (8, 64, 100, 1)]:
        yield cell("Semaphore", throughput, *point)
    yield Cell("SemaphoreBlock", throughput(64, partial(Semaphore, 8), Section(block=1e-4)), slots=8, goroutines=64, block_us=100)
    yield cell("SemaphoreTimeout", throughput, 1, 16, 100, 0, way_in=patient)
    for point in [(2, 16, 100, 1), (8, 64, 100, 1)]:
        yield cell("SemaphoreWait", contest, *point)
    yield Cell("SemaphoreDirect", serial(partial(plain, Semaphore)), op="plain")
    yield Cell("SemaphoreDirect", serial(partial(plain, BoundedSemaphore)), ".BoundedSemaphore", op="plain")
    yield Cell("SemaphoreDirect", serial(timeout), op="timeout")


if __name__ == "__main__":
    main(cells())
