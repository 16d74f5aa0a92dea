"""What an execution environment is made of, and its code as files."""

import io
import shutil
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CodeError", "Package", "unpack"]


class CodeError(Exception):
    """A function's code cannot be run; the message is what its invocation will report."""


@dataclass(frozen=True)
class Package:
    """A function as it is handed to whoever runs it.

    `code` is the bytes of a zip file, and so is each of `layers`, a later one of which lies over an earlier one. `name`
    and `layers_name` are names for folders; the same name always means the same content. `handler` is
    ``module.function``, `python` the name under which layers keep packages for this Python ("python3.12"), `variables`
    the environment variables.
    """

    name: str
    code: bytes
    handler: str
    python: str
    variables: Mapping[str, str]
    layers_name: str = ""
    layers: tuple[bytes, ...] = ()


def unpack(name: str, archives: Sequence[bytes], folder: Path) -> Path:
    """Unpack zip files, a later one over an earlier one, into the folder `name` below `folder`, and return it.

    What is there already is left as it is, so what runs is never changed under its feet. Raises `CodeError`.
    """
    place = folder / name
    if place.is_dir():
        return place
    place.mkdir(parents=True)
    try:
        for archive in archives:
            with zipfile.ZipFile(io.BytesIO(archive)) as opened:
                opened.extractall(place)  # zipfile itself keeps members inside the folder
    except zipfile.BadZipFile:
        shutil.rmtree(place)
        raise CodeError("the deployment package is not a zip file") from None
    except (
        EOFError,
        RuntimeError,
        zlib.error,
    ) as problem:  # it is damaged, encrypted or packed in a rare way
        shutil.rmtree(place)
        raise CodeError(f"the deployment package cannot be unpacked: {problem}") from None
    except BaseException:
        shutil.rmtree(place)
        raise
    return place
