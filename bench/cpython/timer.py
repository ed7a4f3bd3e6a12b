"""threading.Timer: the twin of bench/timer_test.go."""
from itertools import repeat
from threading import Semaphore, Timer
from time import perf_counter_ns as clock

from gobench import Cell, main, serial


def nothing():
    pass


def cancel(n):
    turns = repeat(None, n)
    begin = clock()
    for _ in turns:
        timer = Timer(3600, nothing)
        timer.start()
        timer.cancel()
        timer.join()
    return clock() - begin


def fire(n):
    fired, turns = Semaphore(0), repeat(None, n)
    begin = clock()
    for _ in turns:
        Timer(0, fired.release).start()
        fired.acquire()
    return clock() - begin


def cells():
    yield Cell("TimerCancel", serial(cancel))
    yield Cell("TimerFire", serial(fire))


if __name__ == "__main__":
    main(cells())
