"""A condition lets a thread wait, with a lock held, until something about shared data is true. `wait()` gives the lock back while it sleeps and has it again when it returns.

`notify()` wakes one of those that wait now. If there is none, nothing is remembered: a consumer that comes later would wait for the next one, perhaps for ever. So the test stands before the wait, and in a loop after it: the data says whether to wait, and not the notification.

Many introductions show a bare `wait()`. It works as long as the consumer is first. Here is the form that always works; Go's `sync.Cond` wants the same.
"""
import threading

condition = threading.Condition()
items = []
taken = []


def producer():
    for i in range(3):
        with condition:
            items.append(i)
            condition.notify()


def consumer():
    for _ in range(3):
        with condition:
            while not items:  # before the wait, and again after it
                condition.wait()
            taken.append(items.pop(0))


threads = [threading.Thread(target=f) for f in (consumer, producer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("taken", taken)
