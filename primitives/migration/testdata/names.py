"""Prints every public name of threading, queue and concurrent.futures, and those of their objects."""
import concurrent.futures as futures
import queue
import threading


def public(o):
    return {n for n in dir(o) if not n.startswith("_")}


names = set()
for module, title in (threading, "threading"), (queue, "queue"), (futures, "concurrent.futures"):
    names |= {f"{title}.{n}" for n in module.__all__}
objects = {
    "threading.Lock": threading.Lock(),
    "threading.RLock": threading.RLock(),
    "threading.Condition": threading.Condition(),
    "threading.Event": threading.Event(),
    "threading.Semaphore": threading.Semaphore(),
    "threading.BoundedSemaphore": threading.BoundedSemaphore(),
    "threading.Barrier": threading.Barrier(1),
    "threading.Thread": threading.Thread(),
    "queue.Queue": queue.Queue(),
    "queue.SimpleQueue": queue.SimpleQueue(),
    "concurrent.futures.Executor": futures.Executor(),
    "concurrent.futures.Future": futures.Future(),
}
for title, o in objects.items():
    names |= {f"{title}.{n}" for n in public(o)}
names |= {f"threading.Timer.{n}" for n in public(threading.Timer(1, print)) - public(threading.Thread())}
print(*sorted(names), sep="\n")
