"""Where JupyterLab listens."""

from pathlib import Path

from course import lab
from course.called import called

from .check import Finding

__all__ = ["ports"]


def ports(_work: Path) -> Finding:
    """A port is free."""
    try:
        port = lab.choose_port(None)
    except lab.LabError as error:
        return Finding(
            False,
            str(error),
            "JupyterLab has no place to listen at.",
            f"End what you no longer need, or name a port: {called('lab --port 9000')}",
        )
    taken = (
        "" if port == lab.FIRST_PORT else f" ({lab.FIRST_PORT} is in use, perhaps by a JupyterLab of yours)"
    )
    return Finding(ok=True, found=f"port {port} is free{taken}")
