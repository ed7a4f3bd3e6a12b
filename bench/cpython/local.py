"""threading.local: the twin of bench/local_test.go."""
from itertools import repeat
from threading import local
from time import perf_counter_ns as clock

from gobench import Cell, main, serial


def get(n):
    mine, turns = local(), repeat(None, n)
    mine.value = 1
    begin = clock()
    for _ in turns:
        mine.value
    return clock() - begin


def put(n):
    mine, turns = local(), repeat(None, n)
    begin = clock()
    for _ in turns:
        mine.value = 1
    return clock() - begin


def cells():
    for op, loop in [("get", get), ("set", put)]:
        yield Cell("LocalDirect", serial(loop), op=op)


if __name__ == "__main__":
    main(cells())
