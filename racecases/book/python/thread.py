"""A thread runs a function beside the code that started it. `start()` returns at once; `join()` waits until the thread has ended.

All threads of a process share its memory. The list below is one object that both workers see. Its contents may be relied on after both joins, and not before: `join()` is the edge that orders the worker's last step before the caller's next one.

In Go a thread is a goroutine. There is no join for it: a `sync.WaitGroup` or a channel must say that it has ended. Leave that out, and the program reads a result that is not there yet.
"""
import threading
import time

greetings = []


def worker(name):
    time.sleep(0.1)  # some work
    greetings.append(f"hello from {name}")


threads = [threading.Thread(target=worker, args=(name,)) for name in "AB"]
for t in threads:
    t.start()
for t in threads:
    t.join()  # without it, greetings may still be empty below
print(len(greetings), "greetings")
