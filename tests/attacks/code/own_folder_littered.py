"""The own folder is littered: many files, folders that nobody may enter, links, pipes, sockets, names of every kind.

e3: 10
"""
# %%
import os
import socket

for number in range(2_000):
    open(f"left-behind-{number}", "w").close()
deep = "d"
for _ in range(60):
    os.mkdir(deep)
    deep += "/d"
os.symlink("/", "root")
os.mkfifo("pipe")
open(b"\xff\xfe-\n-left-behind", "w").close()
os.makedirs("locked/inside")
open("locked/inside/file", "w").close()
os.chmod("locked/inside/file", 0)
os.chmod("locked/inside", 0)
os.chmod("locked", 0)
os.chmod(".", 0o555)
