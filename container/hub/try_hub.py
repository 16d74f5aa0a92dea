# ruff: noqa: INP001  a folder of files for a server, no package
"""Tries a class on a real hub on this machine, and writes what came: for Linux, as root, with `docs/hub.md`'s packages.

    .venv/bin/python container/hub/try_hub.py /tmp/hub-trial

It makes four accounts whose names begin with `trial-`, installs the course twice and the hub in the folder, opens the
hub at 127.0.0.1, and removes the accounts at the end. It takes about ten minutes and 2 GB.
"""

import argparse
import os
import platform
import shutil
import signal
import sys
from importlib import metadata
from pathlib import Path

from trial.browser import browser
from trial.hub import running
from trial.machine import COURSE, LEARNERS, Machine, TrialError, run
from trial.memory import HEAD, held
from trial.record import Record
from trial.story import come_in, grade, hand_in, read_feedback
from trial.trespass import trespass

OPENING = """\
# A class on a real hub: what was tried

Written by `container/hub/try_hub.py`, which makes the accounts, installs and runs everything as [hub.md](hub.md) says, and removes it afterwards.
The hub starts each server as its user's own account, users log in with that account's password (PAM), and browsers are Chromium without a window.

{versions}
"""


def main() -> int:
    """Run the trial; return how many things did not come as expected, at most 1."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument(
        "folder", type=Path, help="a new folder, or that of an earlier trial, which every account can reach"
    )
    asked.add_argument("--report", type=Path, default=COURSE / "docs" / "hub_trial.md")
    asked.add_argument("--pictures", type=Path, default=COURSE / "artifacts" / "screenshots" / "hub")
    words = asked.parse_args()
    machine, record = Machine(words.folder.resolve()), Record()
    # Stopped, it still removes its accounts.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        _refuse(machine)
        machine.clear()
        machine.add_accounts()
        try:
            machine.install()
            _try(machine, record, words.pictures)
        finally:
            machine.remove_accounts()
            _write(machine, record, words.report)
    except TrialError as error:
        print(error, file=sys.stderr)  # noqa: T201  a command
        return 1
    print(f"{record.wrong} came otherwise than expected; all of it is in {words.report}")  # noqa: T201  a command
    return min(record.wrong, 1)


def _refuse(machine: Machine) -> None:
    if os.name != "posix" or os.geteuid() != 0:
        raise TrialError("The trial makes accounts, so it needs Linux, and root; run it with sudo.")
    used = machine.folder.exists() and any(machine.folder.iterdir())
    if used and not (machine.folder / "environments").is_dir():
        raise TrialError(f"{machine.folder} is not empty; name a new folder, or that of an earlier trial.")
    for program in ("configurable-http-proxy", "chromium", "useradd"):
        if not shutil.which(program):
            raise TrialError(
                f"There is no `{program}` on PATH; docs/hub.md says what the hub needs, and Chromium opens its pages."
            )


def _try(machine: Machine, record: Record, pictures: Path) -> None:
    one, two, _ = LEARNERS
    memory = "Memory and processor time of one learner"
    with running(machine), browser(shutil.which("chromium") or "") as opened:
        visits = come_in(machine, opened, record, pictures)
        record.table(memory, HEAD, held("the first page is open, nothing was run", one))
        visits[one].open("lessons/m05_publish_subscribe.ipynb")
        visits[one].run_all()
        record.table(memory, HEAD, held("and the lesson of module 5 was run to its end", one))
        deserved = hand_in(machine, visits, record, pictures)
        record.table(memory, HEAD, held("and its exercises were solved and run", one))
        trespass(machine, visits[two], record)
        grade(machine, record, deserved)
        read_feedback(machine, visits, record, pictures)


def _write(machine: Machine, record: Record, report: Path) -> None:
    """Write down what came, also of a trial that broke off."""
    if record.chapters:
        report.write_text(record.page(OPENING.format(versions=_versions(machine))), encoding="utf-8")


def _versions(machine: Machine) -> str:
    """Return a sentence with the versions of what was tried."""
    installed = metadata.distributions(
        path=[str(next((machine.kit / ".venv" / "lib").glob("python3*")) / "site-packages")]
    )
    found = {each.metadata["Name"].lower(): each.version for each in installed}
    names = ("jupyterhub", "jupyterlab", "jupyter_server", "nbgrader", "ipykernel")
    proxy = run("configurable-http-proxy", "--version").strip()
    python = run("/usr/bin/python3", "--version").split()[1]
    system = f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}"
    said = ", ".join(f"{name} {found.get(name, found.get(name.replace('_', '-')))}" for name in names)
    return f"Versions: {said}, configurable-http-proxy {proxy}; Python {python}, {system}."


if __name__ == "__main__":
    sys.exit(main())
