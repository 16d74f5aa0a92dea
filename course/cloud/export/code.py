"""The learner's programs: as files beside the template, or inline where one is short."""

import io
import zipfile
from pathlib import PurePosixPath
from typing import Any

from course.facts import value

from .draft import Draft, Verbatim

__all__ = ["inline", "place"]

# CloudFormation writes an inline program to this file, whatever it was called.
_INLINE = "index"


def place(draft: Draft, folder: str, content: bytes) -> dict[str, Any] | str:
    """Put the files of a package below `src/`, and return what the template says of them.

    A SAM template names the folder. One for CloudFormation itself names an object in a bucket, where somebody has to
    upload the package first.
    """
    if draft.format == "sam":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in sorted(each for each in package.namelist() if not each.endswith("/")):
                draft.files[_inside(folder, name)] = package.read(name)
        return f"src/{folder}"
    draft.parameters["CodeBucket"] = {
        "Type": "String",
        "Description": "The bucket to which the packages of src/ were uploaded, under their names here",
    }
    draft.files[f"src/{folder}.zip"] = content
    return {"S3Bucket": {"Ref": "CodeBucket"}, "S3Key": f"src/{folder}.zip"}


def inline(content: bytes, handler: str) -> tuple[Verbatim, str] | None:
    """Return the one short program of a package and the handler it then has; None where it is more than that."""
    module, _, function = handler.rpartition(".")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if not name.endswith("/")]
        if names != [f"{module}.py"]:
            return None
        text = package.read(names[0])
    try:
        program = text.decode()
    except UnicodeDecodeError:
        return None
    if len(text) > value("lambda.inline_code") or not program.strip():
        return None
    return Verbatim(program), f"{_INLINE}.{function}"


def _inside(folder: str, name: str) -> str:
    path = PurePosixPath("src", folder, name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"the package of {folder} holds {name!r}, which lies outside of it")
    return str(path)
