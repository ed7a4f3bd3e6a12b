"""A timer is a thread that sleeps first. Its callback runs beside the program, at some time after the delay, and shares memory with it like any other thread.

`cancel()` stops it only while it sleeps. When it returns, the callback may be running; to know that it is over, join the timer.

In Go, `time.AfterFunc` starts the callback in a goroutine of its own. `Stop` reports whether it came in time, and waits for nothing.
"""
import threading

lock = threading.Lock()
fired = []


def alarm(name):
    with lock:  # it is a thread: it needs the lock as well
        fired.append(name)


soon = threading.Timer(0.05, alarm, args=("soon",))
late = threading.Timer(60, alarm, args=("late",))
soon.start()
late.start()
late.cancel()  # still asleep: it never fires
soon.join()
late.join()
print("fired", fired)
