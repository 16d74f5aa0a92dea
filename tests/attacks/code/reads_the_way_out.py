"""Paths that lead out are tried: links made in the own folder, dots, /proc of others, descriptors, hard links, mounts.

e3: 10
"""
# %%
import os

bait = "BAIT_FILE"
ways = [f"../../../../../../{bait}", f"/proc/EXAMINER_PID/root{bait}", f"/proc/EXAMINER_PID/cwd/grader", f"/proc/1/root{bait}"]
ways += [f"/proc/self/fd/{number}/../{bait}" for number in range(10)] + ["/dev/fd/3", f"/dev/shm{bait}", "/.old" + bait]
for make in (os.symlink, os.link):
    try:
        make(bait, f"way-{make.__name__}")
        ways.append(f"way-{make.__name__}")
    except OSError as error:
        print(error)
for way in ways:
    try:
        with open(way) as file:
            print(way, file.read())
    except (OSError, UnicodeError) as error:
        print(way, error.errno if isinstance(error, OSError) else error)
