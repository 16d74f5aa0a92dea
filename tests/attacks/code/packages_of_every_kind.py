"""Packages of functions are bombs, hold links and paths that lead out, lie about their sizes, or are no archives.

e3: 10
seconds: 4
"""
# %%
import io
import json
import stat
import struct
import zipfile
import boto3
from course.cloud import Account


def package(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def linked(name, target):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
        archive.writestr("f.py", "def h(e, c):\n    import os\n    return [os.path.islink('x'), open('x').read()[:20] if os.path.exists('x') else 'none']")
    return made.getvalue()


GOOD = "def h(e, c):\n    return 'good'"
many = io.BytesIO()
with zipfile.ZipFile(many, "w") as archive:
    archive.writestr("f.py", GOOD)
    for number in range(60_000):
        archive.writestr(f"left-behind-{number}", "")
lied = bytearray(package(**{"f.py": GOOD, "big": "x" * 1000}))
at = lied.find(b"PK\x01\x02", lied.find(b"PK\x01\x02") + 1)
lied[at + 24:at + 28] = struct.pack("<I", 1)
PACKAGES = {
    "good": package(**{"f.py": GOOD}),
    "bomb": package(**{"f.py": GOOD, "bomb": b"\0" * 300_000_000}) ,
    "out": package(**{"f.py": GOOD, "../../../../tmp/left-behind-1": "x", "/tmp/left-behind-2": "x", "..\\left-behind-3": "x"}),
    "linked": linked("x", "BAIT_FILE"),
    "many": many.getvalue(),
    "lied": bytes(lied),
    "none": b"PK\x03\x04 no archive",
    "nested": package(**{"f.py": GOOD, "a" * 3000: "x", "d/" * 200 + "x": "y", "f.py/x": "y"}),
    "shadow": package(**{"f.py": GOOD, "json.py": "raise SystemExit(3)", "boto3/__init__.py": "import os; os._exit(3)", "grader/rooms/wire.py": "raise SystemExit"}),
}
with Account() as account:
    iam, functions = boto3.client("iam"), boto3.client("lambda")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    for name, content in PACKAGES.items():
        try:
            functions.create_function(FunctionName=name, Runtime="python3.12", Role=role, Handler="f.h", Code={"ZipFile": content})
            print(name, functions.invoke(FunctionName=name)["Payload"].read()[:200])
        except Exception as error:
            print(name, type(error).__name__, str(error)[:200])
