"""Writing a file such that it is whole at every moment: who is killed leaves the old one, or the new one."""

import os
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file, or put it in the place of the one that is there; `private`: its owner's alone. Raises OSError."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    mode = 0o600 if private else 0o666
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
