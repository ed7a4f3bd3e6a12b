"""threading.Barrier: the twin of bench/barrier_test.go."""
from itertools import repeat
from threading import Barrier

from gobench import Cell, main
from workers import together


def rounds(parties):
    def run(n):
        wait = Barrier(parties).wait

        def party(_):
            for _ in repeat(None, n):
                wait()
        return together(parties, n, party)
    return run


def cells():
    for parties in [2, 8, 64]:
        yield Cell("Barrier", rounds(parties), parties=parties)


if __name__ == "__main__":
    main(cells())
