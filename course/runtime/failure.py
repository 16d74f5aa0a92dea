"""What a function's failure is called: the error document that Lambda returns for it.

https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
"""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["Roots", "document", "load_failure"]

Roots = Mapping[Path, str]  # a folder of the function's code -> what it is called on AWS


def document(error: BaseException, request_id: str, roots: Roots) -> dict[str, Any]:
    """Return Lambda's error document for what a handler raised: the class's name, its text, and the place."""
    if isinstance(error, SystemExit):
        return {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: {request_id} Error: {_end(error)}",
        }
    return {
        "errorMessage": _words(error),
        "errorType": type(error).__name__,
        "requestId": request_id,
        "stackTrace": _places(error, roots),
    }


def load_failure(error: BaseException, handler: str, request_id: str, roots: Roots) -> dict[str, Any]:
    """Return Lambda's error document for a handler that could not be loaded."""
    module, _, name = handler.rpartition(".")
    if not module:
        kind = "Runtime.MalformedHandlerName"
        text = f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)"
    elif isinstance(error, SyntaxError):
        kind = "Runtime.UserCodeSyntaxError"
        text = f"Syntax error in module '{module}': {error.msg} ({Path(error.filename or '').name}, line {error.lineno})"
    elif isinstance(error, ImportError):
        kind, text = "Runtime.ImportModuleError", f"Unable to import module '{module}': {error}"
    elif isinstance(error, AttributeError) and error.name == name and not _places(error, roots):
        kind, text = "Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module}'"
    else:
        return document(error, request_id, roots)
    return {"errorMessage": text, "errorType": kind, "requestId": request_id, "stackTrace": []}


def _places(error: BaseException, roots: Roots) -> list[str]:
    """Return the lines of the traceback that lie in the function's own code, where they lie on AWS."""
    return [
        f'  File "{shown}/{Path(frame.filename).relative_to(root).as_posix()}", line {frame.lineno}, '
        f"in {frame.name}\n    {frame.line}\n"
        for frame in traceback.extract_tb(error.__traceback__)
        for root, shown in roots.items()
        if Path(frame.filename).is_relative_to(root)
    ]


def _end(error: SystemExit) -> str:
    if error.code is None or error.code == 0:
        return "Runtime exited without providing a reason"
    return f"Runtime exited with error: exit status {error.code if isinstance(error.code, int) else 1}"


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  its __str__ is the function's code as well
        return ""
