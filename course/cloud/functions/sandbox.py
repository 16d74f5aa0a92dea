"""One execution environment of a function: its modules, environment variables and output, held only while it runs.

Environments of many functions live in one process, so each brings its own world when it runs on and takes it along
when it sleeps.
"""

import importlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["Sandbox"]


class Sandbox:
    """The world of one execution environment. It implements :class:`course.clock.Scope`.

    `folder` is the code (/var/task on AWS), `variables` the environment variables.
    """

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self.folder = folder
        self.variables = variables
        self._output = io.StringIO()
        self._modules: dict[str, ModuleType] = {}
        self._outside: dict[str, ModuleType] = {}
        self._streams: tuple[Any, Any] = (sys.stdout, sys.stderr)
        self._environment: dict[str, str] = {}
        self._own = {path.stem if path.suffix == ".py" else path.name for path in folder.iterdir()}

    def enter(self) -> None:
        """Put this environment's modules, variables and streams in place."""
        sys.path.insert(0, str(self.folder))
        self._outside = self._take_modules()
        sys.modules.update(self._modules)
        self._environment = dict(os.environ)
        _become(self.variables)
        self._streams = (sys.stdout, sys.stderr)
        sys.stdout = sys.stderr = self._output

    def leave(self) -> None:
        """Take them away again, keeping what changed, and put back what was there."""
        sys.stdout, sys.stderr = self._streams
        self.variables = dict(os.environ)
        _become(self._environment)
        self._modules = self._take_modules()
        sys.modules.update(self._outside)
        sys.path.remove(str(self.folder))

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

    def _take_modules(self) -> dict[str, ModuleType]:
        mine = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in self._own}
        for name in mine:
            del sys.modules[name]
        return mine


def _become(variables: dict[str, str]) -> None:
    """Make the process's environment equal to `variables`, changing only what differs."""
    for name in set(os.environ) - set(variables):
        del os.environ[name]
    for name, value in variables.items():
        if os.environ.get(name) != value:
            os.environ[name] = value
