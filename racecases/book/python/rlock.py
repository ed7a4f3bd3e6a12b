"""A plain lock does not know its holder. A thread that takes it twice waits for itself, for ever.

An RLock knows its holder and counts: the same thread may take it again, and it is free when each take was given back. So a method that holds the lock may call another one that takes it too. No other thread may release it.

Go has no reentrant lock, on purpose. The usual repair is a second method that expects the lock to be held; this course has an RLock for those who want to see what it costs.
"""
import threading


class Account:
    def __init__(self):
        self.lock = threading.RLock()  # with Lock, exchange would hang
        self.balance = 0

    def add(self, amount):
        with self.lock:
            self.balance += amount

    def exchange(self, out, into):
        with self.lock:  # held here ...
            self.add(-out)  # ... and taken again there
            self.add(into)


account = Account()
t = threading.Thread(target=account.exchange, args=(30, 70))
t.start()
t.join()
print("balance", account.balance)
