"""Makes the calls of random programs, one program a line of JSON on stdin, and ends with status 1 at the first that does not
return what it is said to return, or not when: see random_test.go."""
import json
import os
import queue
import sys
import threading
import time

SHORT, PATIENCE = 0.002, 60


class World:
    def __init__(self):
        self.lock, self.rlock, self.cond = threading.Lock(), threading.RLock(), threading.Condition()
        self.condl = threading.Condition(threading.Lock())
        self.event, self.sem, self.bsem = threading.Event(), threading.Semaphore(1), threading.BoundedSemaphore(2)
        self.barrier, self.local = threading.Barrier(2), threading.local()
        self.finish = threading.Event()
        self.child = threading.Thread(target=self.finish.wait, daemon=False)


def acquire(o, limit):
    if limit == "try":
        return o.acquire(False)
    return o.acquire() if limit == "none" else o.acquire(timeout=SHORT)


def seconds(limit):
    return {"none": None, "try": 0, "short": SHORT}[limit]


def call(w, op, limit, n):
    name, _, what = op.partition(".")
    o = getattr(w, name)
    if name == "child":
        return call_child(w, what, limit, n)
    if what == "acquire":
        return acquire(o, limit)
    if what in ("wait", "wait_for"):
        return o.wait(seconds(limit)) if what == "wait" else o.wait_for(w.event.is_set, seconds(limit))
    if what == "owned":
        return o._is_owned()
    if name in ("sem", "bsem") or what == "notify":
        return getattr(o, what)(n)
    if name == "local":
        if what == "set":
            o.x = n
            return None
        return getattr(o, "x", AttributeError)
    member = getattr(o, what)
    return member() if callable(member) else member


def call_child(w, what, limit, n):
    if what == "new":
        w.finish.set()
        w.finish = threading.Event()
        w.child = threading.Thread(target=w.finish.wait, daemon=False)
    elif what == "join":
        w.child.join(seconds(limit))
    elif what == "start":
        w.child.start()
        if w.finish.is_set():  # it ends at once, or soon
            w.child.join()
    elif what == "daemon":
        w.child.daemon = n > 0
        return w.child.daemon
    elif what == "finish":
        w.finish.set()
        try:
            w.child.join()
        except RuntimeError:
            pass  # it was not started
        return w.child.is_alive()
    else:
        return getattr(w.child, what)()


def said(w, s):
    try:
        result = call(w, s["op"], s["limit"], s["n"])
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return result.__name__ if isinstance(result, type) else str(result)


class Worker:
    def __init__(self, w):
        self.orders, self.results, self.busy = queue.SimpleQueue(), queue.SimpleQueue(), False
        self.thread = threading.Thread(target=self.work, args=(w,), daemon=True)
        self.thread.start()

    def work(self, w):
        while (s := self.orders.get()) is not None:
            self.results.put(said(w, s))

    def rest(self):
        """Waits until the thread waits: the operating system has it asleep, and it has not run while this one slept."""
        try:
            while self.asleep() != self.asleep():
                pass
        except OSError:  # another system
            time.sleep(0.05)

    def asleep(self):
        time.sleep(0.0005)
        with open(f"/proc/self/task/{self.thread.native_id}/status") as f:
            lines = dict(line.split(":", 1) for line in f)
        if not lines["State"].strip().startswith("S"):
            return object()  # which is equal to nothing else
        return lines["voluntary_ctxt_switches"]


def run(program):
    w = World()
    workers = [Worker(w) for _ in range(3)]
    for i, s in enumerate(program):
        workers[s["worker"]].busy = True
        workers[s["worker"]].orders.put(s)
        for done in s["done"]:
            try:
                result = workers[done["worker"]].results.get(timeout=PATIENCE)
            except queue.Empty:
                result = "has not returned"
            workers[done["worker"]].busy = False
            if result != done["result"]:
                return f"step {i}: worker {done['worker']}: {result}, and in Go {done['result']}"
        for k, worker in enumerate(workers):
            if worker.busy:
                worker.rest()
            if not worker.results.empty():
                return f"step {i}: worker {k}: {worker.results.get()}, and in Go it has not returned"
    w.finish.set()
    return None


for line in sys.stdin:
    program = json.loads(line)
    if wrong := run(program):
        print(wrong)
        for s in program:
            print(json.dumps(s))
        sys.stdout.flush()
        os._exit(1)
sys.stdout.flush()
os._exit(0)
