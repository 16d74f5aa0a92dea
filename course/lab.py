"""Opens JupyterLab on the learner's work folder: on this machine only, with nothing sent anywhere."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from course.called import VARIABLE

__all__ = [
    "FIRST_PORT",
    "HOST",
    "LabError",
    "choose_port",
    "free",
    "manners",
    "open_lab",
    "settings",
    "surround",
]

FIRST_PORT = 8888
HOST = "127.0.0.1"
_TRIES = 50


class LabError(RuntimeError):
    """JupyterLab cannot be opened; the message says what to do."""


def free(port: int) -> bool:
    """Tell whether nothing listens on this port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # A port whose last connections are still closing down counts as free, as it does for the server.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def choose_port(asked: int | None, first: int = FIRST_PORT) -> int:
    """Return the port that was asked for, or the next free one. Raises `LabError` where there is none."""
    if asked is not None:
        if not free(asked):
            raise LabError(
                f"Port {asked} is in use by another program; "
                "name another with --port, or leave --port out and a free one is taken."
            )
        return asked
    for port in range(first, first + _TRIES):
        if free(port):
            return port
    raise LabError(
        f"Ports {first} to {first + _TRIES - 1} are all in use; end a JupyterLab you no longer need."
    )


def settings(
    folder: Path, port: int, opens: str, *, browser: bool, layouts: Path, address: str = HOST
) -> list[str]:
    """Return the command line of JupyterLab on a folder, which opens at the page `opens` (``/lab/...``).

    It listens at `address`. Its access token stays as Jupyter makes it.
    """
    return [
        f"--ServerApp.ip={address}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={browser}",
        # One Ctrl-C ends it; a question in the terminal would only be overlooked.
        "--ServerApp.answer_yes=True",
        # Running as root is what containers do; Jupyter refuses without being told.
        "--ServerApp.allow_root=True",
        *manners(folder, opens, layouts),
    ]


def manners(folder: Path, opens: str, layouts: Path) -> list[str]:
    """Return what JupyterLab is told wherever it listens: what it shows, and that it asks nobody for anything."""
    return [
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url={opens}",
        # Open tabs are remembered apart from those of the learner's other projects.
        f"--LabApp.workspaces_dir={layouts}",
        # Neither news nor updates are asked for, and no extension catalogue: nothing leaves the machine.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--log-level=WARN",
        *_in_confidence(),
    ]


def _in_confidence() -> list[str]:
    """Let the server and its kernels encrypt what they tell each other: without, other users of the machine could listen.

    jupyter_client's `KernelManager.transport_encryption`: "auto" does so for kernels that say they can, as ipykernel does.
    """
    import zmq

    return ["--KernelManager.transport_encryption=auto"] if zmq.has("curve") else []


def open_lab(
    arguments: list[str], *, role: str = "learner", before: Callable[[], None] | None = None
) -> None:
    """Run JupyterLab in this process until it is stopped; `role` is learner or instructor.

    `before` is called when it is loaded, and nothing is shown yet.
    """
    from jupyterlab.labapp import LabApp

    surround(role)
    if before:
        before()
    LabApp.launch_instance(arguments)


def surround(role: str) -> None:
    """Set in this process's environment where its server finds programs, and the configuration of a `role`."""
    # nbgrader, kernels and JupyterLab's terminals start programs by name; they are those of this environment.
    os.environ.pop(VARIABLE, None)
    _put_first("PATH", Path(sys.executable).parent)
    # course/jupyter/ keeps the static form of pictures in what is saved and exported, takes away the question whether
    # one wants news from the project Jupyter, which comes even where news are off, and, for learners, what only
    # instructors need.
    for folder in ("everybody", role):
        _put_first("JUPYTER_CONFIG_PATH", Path(__file__).with_name("jupyter") / folder)


def _put_first(variable: str, folder: Path) -> None:
    before = os.environ.get(variable)
    os.environ[variable] = os.pathsep.join([str(folder), *([before] if before else [])])
