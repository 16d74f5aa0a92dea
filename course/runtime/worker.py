"""Makes execution environments in this process, and keeps their files below one folder.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

import os
import tempfile
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from .package import Package, unpack
from .runtime import Runtime
from .sandbox import Sandbox

__all__ = ["Worker"]

# What a process needs of the machine it runs on. Nothing else of the surrounding environment is there: what a function
# needs must be in its configuration, as on AWS.
_FROM_MACHINE = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE")
# The lab's own keys, and that there are no others: no function's configuration changes that.
_FROM_ACCOUNT = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
)


class Worker:
    """Runs functions in this process. `elapsed` tells the virtual second that it is now.

    Its files lie below `folder`, else where the system keeps temporary files.
    """

    def __init__(self, elapsed: Callable[[], float], folder: Path | None = None) -> None:
        self._elapsed = elapsed
        self._below = folder
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = count()

    def take_in(self, archive: bytes) -> None:
        """Note that code was uploaded (a zip file); here it makes no difference by whom."""

    def start(self, package: Package) -> Runtime:
        """Return a new execution environment. Raises `CodeError`."""
        root = self._root()
        task = unpack(package.name, [package.code], root)
        opt = unpack(package.layers_name, package.layers, root) if package.layers else None
        tmp = root / f"tmp-{next(self._numbers)}"
        tmp.mkdir()
        sandbox = Sandbox(task, _variables(package.variables, task, tmp), _paths(opt, package.python))
        roots = {task: "/var/task", **({opt: "/opt"} if opt else {})}
        return Runtime(sandbox, package.handler, roots, self._elapsed)

    def close(self) -> None:
        """Remove what lies on the disk."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def _root(self) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="lambda-", dir=self._below, ignore_cleanup_errors=True
            )
        return Path(self._folder.name).resolve()


def _variables(own: Mapping[str, str], task: Path, tmp: Path) -> dict[str, str]:
    """Return the environment variables a handler sees: the machine's, Lambda's own, and the function's."""
    machine = {name: os.environ[name] for name in _FROM_MACHINE if name in os.environ}
    account = {name: os.environ[name] for name in _FROM_ACCOUNT if name in os.environ}
    return {**machine, "LAMBDA_TASK_ROOT": str(task), "TMPDIR": str(tmp), **own, **account}


def _paths(opt: Path | None, python: str) -> list[str]:
    """Return where Python looks in the layers: /opt/python, and the packages of the function's own Python."""
    if opt is None:
        return []
    wanted = [opt / "python", opt / "python" / "lib" / python / "site-packages"]
    return [str(path) for path in wanted if path.is_dir()]
