"""One execution environment of a function: its modules, environment variables and output, held only while it runs.

Environments of many functions live in one process, so each brings its own world when it runs on and takes it along
when it sleeps.
"""

import importlib
import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["Sandbox"]


class Sandbox:
    """The world of one execution environment. It is a scope as `course.clock` knows them.

    `folder` is the code (/var/task on AWS), `variables` the environment variables, `layers` the folders of the layers
    in which Python looks besides. Python's `tempfile` uses a folder of the environment's own (the TMPDIR of the
    variables); a path that says /tmp itself is the machine's.
    """

    def __init__(self, folder: Path, variables: dict[str, str], layers: Sequence[str] = ()) -> None:
        self.folder = folder
        self._begin = dict(variables), tuple(layers)
        self._output = io.StringIO()
        self._logging: tuple[list[logging.Handler], int] = ([_log_handler(self._output)], logging.WARNING)
        self._modules: dict[str, ModuleType] = {}
        self._outside: dict[str, ModuleType] = {}
        self._streams: tuple[Any, Any] = (sys.stdout, sys.stderr)
        self._environment = {
            os.environ.encodekey(name): os.environ.encodevalue(value) for name, value in variables.items()
        }
        self._path = [str(folder), *layers, *sys.path]
        self._tempdir: str | None = variables.get("TMPDIR")
        self._homes = (str(folder), *layers)
        self._folder_now = str(folder)
        self._newest = ""
        self._own = {
            path.stem if path.suffix == ".py" else path.name
            for home in self._homes
            for path in Path(home).iterdir()
        }

    def fresh(self) -> "Sandbox":
        """Return a new world with the same code and variables."""
        variables, layers = self._begin
        return Sandbox(self.folder, dict(variables), layers)

    def enter(self) -> None:
        """Put this environment's modules, path, folder, variables, streams and log in place."""
        self._outside = self._take_modules()
        sys.modules.update(self._modules)
        self._newest = next(reversed(sys.modules))
        self._path = _swap_path(self._path)
        self._folder_now = _swap_folder(self._folder_now)
        tempfile.tempdir, self._tempdir = self._tempdir, tempfile.tempdir
        self._environment = _swap_environment(self._environment)
        self._streams = (sys.stdout, sys.stderr)
        sys.stdout = sys.stderr = self._output
        self._logging = _swap_logging(self._logging)

    def leave(self) -> None:
        """Take them away again, keeping what changed, and put back what was there."""
        self._logging = _swap_logging(self._logging)
        sys.stdout, sys.stderr = self._streams
        self._environment = _swap_environment(self._environment)
        tempfile.tempdir, self._tempdir = self._tempdir, tempfile.tempdir
        self._folder_now = _swap_folder(self._folder_now)
        self._path = _swap_path(self._path)
        if next(reversed(sys.modules)) != self._newest:
            # A module that is new stands behind the one that was the newest; an old one that is looked at again does no harm.
            added = takewhile(lambda name: name != self._newest, reversed(list(sys.modules)))
            self._own |= {name.partition(".")[0] for name in added if self._holds(name)}
        self._modules = self._take_modules()
        sys.modules.update(self._outside)

    def load(self, handler: str) -> Callable[[Any, Any], Any]:
        """Import the handler named ``module.function``; call it inside. What goes wrong is raised as it is."""
        module_name, function_name = handler.rsplit(".", 1)
        importlib.invalidate_caches()
        module = importlib.import_module(module_name.replace("/", "."))
        return getattr(module, function_name)  # type: ignore[no-any-return]

    def printed(self) -> str:
        """Return what the code has printed since the last call."""
        text = self._output.getvalue()
        self._output.seek(0)
        self._output.truncate()
        return text

    def _holds(self, module: str) -> bool:
        """Tell whether the module comes from a file of this environment."""
        return str(getattr(sys.modules[module], "__file__", None) or "").startswith(self._homes)

    def _take_modules(self) -> dict[str, ModuleType]:
        tops = [name for name in self._own if name in sys.modules]
        packages = tuple(f"{name}." for name in tops if hasattr(sys.modules[name], "__path__"))
        below = [name for name in sys.modules if name.startswith(packages)] if packages else []
        return {name: sys.modules.pop(name) for name in (*tops, *below)}


def _log_handler(output: io.StringIO) -> logging.Handler:
    """Return the root logger's handler as Lambda installs it."""
    handler = logging.StreamHandler(output)
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    return handler


def _swap_path(other: list[str]) -> list[str]:
    before = list(sys.path)
    sys.path[:] = other
    return before


def _swap_folder(other: str) -> str:
    before = os.getcwd()  # noqa: PTH109  a text is wanted, and at every change of environments
    os.chdir(other)
    return before


def _swap_logging(other: tuple[list[logging.Handler], int]) -> tuple[list[logging.Handler], int]:
    """Give the root logger these handlers and this level; return what it had."""
    root = logging.getLogger()
    before = list(root.handlers), root.level
    root.handlers[:] = other[0]
    if root.level != other[1]:  # to set it has all loggers forget what they know
        root.setLevel(other[1])
    return before


def _swap_environment(other: dict[Any, Any]) -> dict[Any, Any]:
    """Give the process these environment variables, as the system writes them; return what it had.

    Python's own mapping encodes and decodes each name at each look, and here all are looked at with every step of a
    function: so what is behind it is changed, in the same two places.
    """
    known: dict[Any, Any] = os.environ._data  # type: ignore[attr-defined]  # noqa: SLF001
    before = dict(known)
    for name in before.keys() - other.keys():
        os.unsetenv(name)
        del known[name]
    for name, value in other.items():
        if before.get(name) != value:
            os.putenv(name, value)
            known[name] = value
    return before
