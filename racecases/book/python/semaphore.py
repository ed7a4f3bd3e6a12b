"""A semaphore holds a number of permits. `acquire()` takes one, or waits until there is one; `release()` gives one back. So at most that many threads are inside at once.

It protects a pool of things, not data: two threads that are both inside still race with each other. And it counts only. If a permit is given back twice, or never, it does not complain; a `BoundedSemaphore` complains about the first.

In Go the usual semaphore is a channel with a buffer: a send takes a permit, a receive gives it back.
"""
import threading
import time

places = threading.Semaphore(2)  # two at a time
lock = threading.Lock()
inside = most = 0


def visit():
    global inside, most
    with places:
        with lock:  # the permits do not protect these
            inside += 1
            most = max(most, inside)
        time.sleep(0.05)
        with lock:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("at most", most, "inside at once")
