"""Files are written wherever a path leads: the grader's folders, temporary ones, the library, the gradebook.

e3: 10
"""
# %%
import os
import site
import tempfile

folders = ["/", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/root", os.environ["PYTHONPATH"]]
folders += [os.environ["PYTHONPATH"] + place for place in ("/course", "/grader/rooms", "/tests", "/classroom")]
folders += [*site.getsitepackages(), tempfile.gettempdir(), os.path.dirname("BAIT_FILE"), os.path.dirname(os.getcwd())]
for folder in folders:
    try:
        with open(os.path.join(folder, "left-behind.py"), "w") as file:
            file.write("1 / 0")
        print("written:", folder)
    except OSError as error:
        print(folder, error.errno)
for mode in ("w", "a", "r+"):
    try:
        with open("BAIT_FILE", mode) as file:
            file.write("10 points")
    except OSError as error:
        print(error.errno)
for act in (os.unlink, lambda place: os.rename(place, place + "left-behind"), lambda place: os.chmod(place, 0), lambda place: os.utime(place, (0, 0)), lambda place: os.truncate(place, 0)):
    try:
        act("BAIT_FILE")
    except OSError as error:
        print(error.errno)
