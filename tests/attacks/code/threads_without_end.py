"""Threads are started until there are no more, some of which compute for ever.

e3: 10
"""
# %%
import threading


def spin():
    while True:
        pass


for _ in range(3):
    threading.Thread(target=spin, daemon=True).start()
try:
    for _ in range(10_000):
        threading.Thread(target=threading.Event().wait, daemon=True).start()
except RuntimeError as error:
    print(error)
