"""threading.Thread: the twin of bench/thread_test.go."""
from itertools import repeat
from threading import Thread
from time import perf_counter_ns as clock

from gobench import Cell, main, serial


def nothing():
    pass


def start_join(n):
    turns = repeat(None, n)
    begin = clock()
    for _ in turns:
        t = Thread(target=nothing)
        t.start()
        t.join()
    return clock() - begin


def cells():
    yield Cell("ThreadStartJoin", serial(start_join))


if __name__ == "__main__":
    main(cells())
