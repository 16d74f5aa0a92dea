"""A function's code: the zip that was uploaded, or an image of source as one."""

import hashlib
import io
import json
import zipfile
from collections import UserDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from course.runtime import CodeError

__all__ = ["Images", "archive", "fingerprint"]


class Images(UserDict[str, dict[str, str]]):
    """Container images of source: address -> {path inside the image: text of the file}.

    `take_in` is told of each, as a zip file, when it is put in.
    """

    def __init__(self, take_in: Callable[[bytes], None]) -> None:
        super().__init__()
        self._take_in = take_in

    def __setitem__(self, address: str, files: dict[str, str]) -> None:
        super().__setitem__(address, files)
        with suppress(CodeError):  # its invocation will say so
            self._take_in(_zipped(files))


def fingerprint(function: Any, images: Images) -> str:
    """Return a short text that differs for any two states of a function's code."""
    if function.package_type == "Image":
        content = json.dumps(images.get(function.code.get("ImageUri", ""), {}))
    else:
        content = str(function.code_sha_256)
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def archive(function: Any, images: Images) -> bytes:
    """Return the code of a moto `LambdaFunction` as a zip file. Raises `CodeError`."""
    if function.package_type == "Image":
        return _zipped(_files(images, function.code.get("ImageUri", "")))
    return bytes(function.code_bytes)


def _files(images: Images, address: str) -> dict[str, str]:
    if address not in images:
        known = ", ".join(sorted(images)) or "none"
        raise CodeError(
            f"no image {address!r} is known to the lab (known: {known}); put its files into account.images first"
        )
    return images[address]


def _zipped(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for path, text in files.items():
            inside = PurePosixPath(path)
            if inside.is_absolute() or ".." in inside.parts:
                raise CodeError(f"the image's file {path!r} lies outside of the image")
            package.writestr(
                zipfile.ZipInfo(path), text
            )  # with a date of its own: the same files, the same zip
    return content.getvalue()
