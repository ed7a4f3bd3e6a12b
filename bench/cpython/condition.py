"""threading.Condition over a Lock: the twin of bench/condition_test.go, without its
thousand waiters."""
from itertools import count, repeat
from threading import Condition, Lock

from gobench import Cell, main
from workers import together


class Table:
    """Where two players pass the ball: each waits for its turn, and gives it to the other."""

    def __init__(self, patience):
        self.condition, self.patience, self.whose = Condition(Lock()), patience, 0

    def turn(self, me):
        with self.condition:
            while self.whose != me:
                self.condition.wait(self.patience)
            self.whose = 1 - me
            self.condition.notify()


def ping_pong(patience):
    """n turns of the two together, as many of one as of the other."""
    def run(n):
        table, players = Table(patience), count()

        def play(_):
            me = next(players)
            for _ in repeat(None, n // 2):
                table.turn(me)
        return together(2, n, play)
    return run


class Queue:
    def __init__(self, room):
        self.condition, self.room, self.inside = Condition(Lock()), room, 0

    def move(self, by, blocked):
        with self.condition:
            while self.inside == blocked:
                self.condition.wait()
            self.inside += by
            self.condition.notify_all()  # whom a notify finds may be of the wrong side


def queue(each, room):
    """n things put in by each producers and taken out by as many consumers."""
    def run(n):
        q, workers = Queue(room), count()

        def work(_):
            i = next(workers)
            by, blocked = (1, room) if i < each else (-1, 0)
            for _ in repeat(None, n // each + (i % each < n % each)):
                q.move(by, blocked)
        return together(2 * each, n, work)
    return run


def cells():
    yield Cell("ConditionPingPong", ping_pong(None))
    yield Cell("ConditionPingPongTimed", ping_pong(3600))
    yield Cell("ConditionQueue", queue(4, 16), producers=4, consumers=4, room=16)


if __name__ == "__main__":
    main(cells())
