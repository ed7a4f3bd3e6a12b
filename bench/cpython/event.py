"""threading.Event: the twin of bench/event_test.go, without its thousand waiters."""
from itertools import repeat
from threading import Event
from time import perf_counter_ns as clock

from gobench import Cell, main, serial


def wait(n):
    event = Event()
    event.set()
    wait, turns = event.wait, repeat(None, n)
    begin = clock()
    for _ in turns:
        wait()
    return clock() - begin


def wait_timeout(n):
    event = Event()
    event.set()
    wait, turns = event.wait, repeat(None, n)
    begin = clock()
    for _ in turns:
        wait(3600)
    return clock() - begin


def set_clear(n):
    event = Event()
    up, down, turns = event.set, event.clear, repeat(None, n)
    begin = clock()
    for _ in turns:
        up()
        down()
    return clock() - begin


def cells():
    for op, loop in [("wait_after_set", wait), ("wait_timeout_after_set", wait_timeout)]:
        yield Cell("EventDirect", serial(loop), op=op)
    yield Cell("EventSetClear", serial(set_clear))


if __name__ == "__main__":
    main(cells())
