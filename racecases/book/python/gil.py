"""CPython has one lock around its interpreter: the global interpreter lock. The thread that holds it executes bytecode, and the others wait. Every few milliseconds it changes hands.

It keeps the interpreter's own data whole. It does not keep yours: the lock may change hands between a load and a store. And it means that threads which only compute gain nothing from a second processor. Threads that wait for a disk or a network give the lock back while they wait, and gain much.

Builds without it (python3.13t and later) run threads in parallel. Go always has. A program that was right only thanks to that lock is wrong there.
"""
import threading
import time


def compute():
    total = 0
    for i in range(200_000):
        total += i


def wait():
    time.sleep(0.1)


def both(work):
    begin = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return time.perf_counter() - begin


print(f"two that compute: {both(compute):.3f} s  two that wait: {both(wait):.3f} s")
