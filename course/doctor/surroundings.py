"""Environment variables and files that get in the way of the course."""

import os
import subprocess
import sys
from pathlib import Path

from course.called import called

from .check import Finding

__all__ = ["account", "names", "variables"]

_CALL = """
from course.cloud import Account
with Account() as account:
    sqs = account.client("sqs")
    queue = sqs.create_queue(QueueName="sales-q")["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody="paid")
    assert sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "paid"
"""
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def account(_work: Path) -> Finding:
    """A message goes through the account in memory, with the environment variables as they are here."""
    ended = subprocess.run([sys.executable, "-c", _CALL], capture_output=True, text=True, check=False)
    if ended.returncode == 0:
        return Finding(ok=True, found="a message went through the account in this computer's memory")
    last = (ended.stderr.strip().splitlines() or ["it said nothing"])[-1]
    set_here = (
        [] if "ImportError" in last else [name for name in os.environ if name.startswith(("AWS_", "BOTO_"))]
    )
    ours = ", ".join(sorted(set_here))
    return Finding(
        ok=False,
        found=f"the account in memory does not answer: {last[:300]}",
        means="Lessons and exercises need it. A damaged package, or a setting for the real AWS, gets in the way.",
        todo=f"Start without these variables, and look again: {ours}" if ours else called("doctor --mend"),
    )


def variables(_work: Path) -> Finding:
    """Other programs' packages come before the course's, or a proxy stands before this very machine."""
    if paths := os.environ.get("PYTHONPATH"):
        return Finding(
            ok=False,
            found=f"PYTHONPATH is set: {paths}",
            means="Packages from there are taken before the course's own, and may be others.",
            todo="Start without it. Linux, macOS: env -u PYTHONPATH python3 start.py; Windows: set PYTHONPATH=",
        )
    aws = sorted(name for name in os.environ if name.startswith("AWS_"))
    said = [f"{', '.join(aws)} set: the course does not use them"] if aws else []
    used = [name for name in _PROXIES if os.environ.get(name) or os.environ.get(name.lower())]
    said += [f"{', '.join(used)} set: used for installing, and for nothing else"] if used else []
    return Finding(ok=True, found="; ".join(said) or "no variable gets in the way")


def names(work: Path) -> Finding:
    """No file of the learner's hides a module of Python's or a package by its name."""
    hidden = sorted(
        path
        for place in ("lessons", "exercises")
        for path in (work / place).rglob("*.py")
        if path.stem in sys.stdlib_module_names
        or path.stem in ("boto3", "botocore", "course", "grader", "moto")
    )
    if not hidden:
        return Finding(ok=True, found="no file hides a module of Python's")
    return Finding(
        ok=False,
        found=f"named like a module: {', '.join(path.relative_to(work).as_posix() for path in hidden)}",
        means="A notebook beside it imports this file in the place of Python's own, and fails in odd ways.",
        todo="Give it another name, for example "
        + ", ".join(f"my_{path.name}" for path in hidden)
        + ". The doctor leaves it to you, since other files of yours may import it.",
    )
