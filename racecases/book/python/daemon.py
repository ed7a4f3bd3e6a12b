"""Python waits for its threads when the main program ends, except for daemons. A daemon is cut off in the middle of whatever it does: a file half written, a lock held, a `finally` that never runs.

So a daemon is for work that may be lost. For all else, tell the thread to end, and join it.

In Go every goroutine is a daemon. When `main` returns, the process is over, and no `defer` of another goroutine runs. What must be finished must be waited for.
"""
import threading
import time

stop = threading.Event()
written = []


def background():
    while not stop.is_set():
        written.append("a line")
        stop.wait(0.05)
    written.append("the last line")  # a daemon that is cut off never comes here


t = threading.Thread(target=background, daemon=True)
t.start()
time.sleep(0.2)
stop.set()  # take these two lines away, and the end is a matter of luck
t.join()
print("ends with", repr(written[-1]))
