"""An accident: locks are taken and never let go, the import lock among them, and a thread waits in the middle of an import.

e3: 10
"""
# %%
import logging
import sys
import threading

logging._acquireLock() if hasattr(logging, "_acquireLock") else logging._lock.acquire()
threading.Thread(target=lambda: sys.stdout and threading.Event().wait(), daemon=True).start()
open("slow.py", "w").write("import threading\nthreading.Event().wait()\n")
sys.path.insert(0, ".")
threading.Thread(target=lambda: __import__("slow"), daemon=True).start()
