"""An accident: the environment is cleared, the working folder removed, the language and the clock's place changed.

e1: 10
e3: 10
"""
# %%
import locale
import os
import shutil
import socket
import time

os.environ.clear()
os.environ["TZ"] = "Pacific/Kiritimati"
time.tzset()
locale.setlocale(locale.LC_ALL, "C")
socket.setdefaulttimeout(0.000001)
os.umask(0o777)
folder = os.getcwd()
os.chdir("/")
shutil.rmtree(folder, ignore_errors=True)
