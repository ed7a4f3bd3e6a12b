"""A barrier has a number of parties. Each that arrives waits until all are there; then all go on together, and the barrier closes behind them for the next round.

So everything that was done before the barrier, by any party, is seen by all behind it. One round of a simulation, one phase of a sort, one frame: they end when the last party arrives.

Go has no barrier in its library. One is soon written with a mutex and a condition, and the second round is where most of them fail: a fast party comes round again before a slow one has left.
"""
import threading

parties = 3
barrier = threading.Barrier(parties)
halves = [0] * parties
sums = [0] * parties


def work(me):
    halves[me] = me + 1
    barrier.wait()  # now all of halves is there
    sums[me] = sum(halves)


threads = [threading.Thread(target=work, args=(i,)) for i in range(parties)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("sums", sums)
