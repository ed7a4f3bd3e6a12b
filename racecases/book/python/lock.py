"""`counter += 1` is three steps: load, add, store. Between two of them another thread may run, load the same old value, and store over what was counted. An update is lost.

A lock makes the three steps one, for all that use the same lock. `with lock:` takes it and gives it back on every way out, an exception included.

CPython switches threads rarely, so that the loop without a lock often looks right. Go switches whenever it likes, on several processors at once. What was luck in Python shows in Go.
"""
import threading

counter = 0
lock = threading.Lock()


def count():
    global counter
    for _ in range(100_000):
        with lock:  # take this line away: the sum is then a matter of luck
            counter += 1


threads = [threading.Thread(target=count) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("counted to", counter)
