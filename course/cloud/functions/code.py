"""A function's code as files: unpacked from its zip, or taken from an image of source."""

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

__all__ = ["CodeError", "Images", "fingerprint", "unpack"]

Images = dict[str, dict[str, str]]  # image address -> {path inside the image: text of the file}


class CodeError(Exception):
    """A function's code cannot be unpacked; the message is what its invocation will report."""


def fingerprint(function: Any, images: Images) -> str:
    """Return a short text that differs for any two states of a function's code."""
    if function.package_type == "Image":
        content = json.dumps(images.get(function.code.get("ImageUri", ""), {}))
    else:
        content = str(function.code_sha_256)
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def unpack(function: Any, images: Images, folder: Path) -> Path:
    """Write the code of a moto `LambdaFunction` into `folder` and return it. Raises `CodeError`.

    A later state of the code gets a folder of its own, so what runs is never changed under its feet.
    """
    place = folder / f"{function.function_name}-{fingerprint(function, images)}"
    if place.is_dir():
        return place
    place.mkdir(parents=True)
    try:
        if function.package_type == "Image":
            _write(images, function.code.get("ImageUri", ""), place)
        else:
            _extract(function.code_bytes, place)
    except BaseException:
        shutil.rmtree(place)
        raise
    return place


def _write(images: Images, address: str, place: Path) -> None:
    if address not in images:
        known = ", ".join(sorted(images)) or "none"
        raise CodeError(
            f"no image {address!r} is known to the lab (known: {known}); put its files into account.images first"
        )
    for path, text in images[address].items():
        target = (place / path).resolve()
        if not target.is_relative_to(place.resolve()):
            raise CodeError(f"the image's file {path!r} lies outside of the image")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _extract(content: bytes, place: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(place)  # zipfile itself keeps members inside the folder
    except zipfile.BadZipFile:
        raise CodeError("the deployment package is not a zip file") from None
