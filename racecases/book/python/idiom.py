"""Nothing of this chapter is about one primitive. It is about everyday code that is right with one thread and wrong with two: a variable of a loop that a function captures, a dict that is filled on first use, a value that is handed on while it is still changed.

In Python the interpreter's lock hides half of it: one operation on a dict is whole. In Go a map that two goroutines write is a fatal error, and a slice that two goroutines append to loses elements.

The rule is the same in both: data that one thread changes is either that thread's alone, or handed over for good, or behind a lock.
"""
import queue
import threading

results = queue.Queue()  # hands each value over, for good


def square(n):
    results.put((n, n * n))  # no shared variable


threads = [threading.Thread(target=square, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(dict(sorted(results.get() for _ in threads)))
