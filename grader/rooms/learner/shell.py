"""IPython without a kernel: cells run with its magics, displays, last values and tracebacks, and leave outputs."""

import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from .belongings import put_back_afterwards
from .outputs import Output, Outputs, Stream

__all__ = ["Shell"]


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    outputs = AnyTrait()

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.outputs.rich(format_dict, md_dict, result=True)

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    """Keeps what a cell displays."""

    outputs = AnyTrait()

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.outputs.rich(data, metadata, result=False)

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  IPython's signature
        self.outputs.clear()


class _Shell(InteractiveShell):
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    outputs = AnyTrait()

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(getattr(etype, "__name__", "Error"), _words(evalue), [str(line) for line in stb])

    def system(self, cmd: str) -> None:
        """Run a command of the system, as `!` asks; without a terminal, which there is none of."""
        command = self.var_expand(cmd, depth=1)  # type: ignore[no-untyped-call]
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  a learner's own
        print(done.stdout + done.stderr, end="")  # noqa: T201  it is the output of the cell
        self.user_ns["_exit_code"] = done.returncode

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str | None]:
        """Get ready for plots; where there is nothing to plot with, `%matplotlib inline` above an answer costs nothing."""
        try:
            return super().enable_matplotlib(gui)  # type: ignore[no-untyped-call, no-any-return]
        except ModuleNotFoundError:
            return gui, None

    def ask_exit(self) -> None:
        """Stay: `exit` ends no submission."""


class Shell:
    """One learner's namespace, and the cells that run in it."""

    def __init__(self) -> None:
        _Shell.clear_instance()
        # Nothing is remembered beyond this process, and no file of the machine's is opened for it.
        quiet = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
        self._shell: Any = _Shell.instance(config=quiet)
        self._shell.user_ns["__name__"] = "__main__"

    @property
    def names(self) -> dict[str, Any]:
        """What the cells have defined so far."""
        return self._shell.user_ns  # type: ignore[no-any-return]

    def warm_up(self) -> None:
        """Have IPython load what it needs for a cell, and for one that ends in an error; nothing else is left of them."""
        self.run("pass")
        self.run("raise Exception")
        for name in [name for name in vars(sys) if name.startswith("last_")]:
            delattr(sys, name)

    def run(self, source: str, number: int = 1) -> list[Output]:
        """Run the cell of this number and return its outputs. Whatever it does, it ends here, short of ending the process."""
        outputs = Outputs()
        self._shell.execution_count = number
        self._shell.outputs = self._shell.displayhook.outputs = self._shell.display_pub.outputs = outputs
        with (
            put_back_afterwards(),
            redirect_stdout(Stream("stdout", outputs)),
            redirect_stderr(Stream("stderr", outputs)),
        ):
            try:
                self._shell.run_cell(source, store_history=False)
            except BaseException as error:  # noqa: BLE001  a cell may have replaced IPython's own parts
                outputs.error(type(error).__name__, _words(error), [])
        return outputs.all


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  its __str__ is the learner's code as well
        return ""
