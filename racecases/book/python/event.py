"""An event is a flag with a waiting room. `set()` raises it and wakes every thread that waits; one that comes later does not wait at all, because the flag stays up until `clear()`.

That is what makes it safe: the order of set and wait does not matter. Whatever the setter did before `set()` is seen by each thread that returns from `wait()`.

In Go, closing a channel does the same, once: each receive returns at once from then on. A send on a channel is no event: it wakes one receiver, and none that comes later.
"""
import threading
import time

ready = threading.Event()
answers = []


def waiter():
    ready.wait()  # returns at once if the flag is up already
    answers.append("seen")


def setter():
    time.sleep(0.1)
    ready.set()  # wakes both


threads = [threading.Thread(target=f) for f in (waiter, waiter, setter)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(answers), "waiters went on")
