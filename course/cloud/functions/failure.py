"""What a function's failure is called: the error document that Lambda returns for it.

https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
"""

import traceback
from pathlib import Path
from typing import Any

__all__ = ["TimedOut", "document", "load_failure", "timed_out"]


class TimedOut(BaseException):
    """The function's time is over; raised inside its code, which cannot treat it as an ordinary exception."""


def document(error: BaseException, request_id: str, folder: Path) -> dict[str, Any]:
    """Return Lambda's error document for what a handler raised: the class's name, its text, and the place."""
    if isinstance(error, SystemExit):
        return {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: {request_id} Error: Runtime exited with error: exit status {_status(error)}",
        }
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(folder)
    ]
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "requestId": request_id,
        "stackTrace": [
            f'  File "/var/task/{Path(frame.filename).relative_to(folder).as_posix()}", line {frame.lineno}, '
            f"in {frame.name}\n    {frame.line}\n"
            for frame in frames
        ],
    }


def load_failure(error: BaseException, handler: str, request_id: str) -> dict[str, Any]:
    """Return Lambda's error document for a handler that could not be loaded."""
    module, _, name = handler.rpartition(".")
    if not module:
        kind, text = (
            "Runtime.MalformedHandlerName",
            f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)",
        )
    elif isinstance(error, SyntaxError):
        kind = "Runtime.UserCodeSyntaxError"
        text = f"Syntax error in module '{module}': {error.msg} ({Path(error.filename or '').name}, line {error.lineno})"
    elif isinstance(error, ImportError):
        kind, text = "Runtime.ImportModuleError", f"Unable to import module '{module}': {error}"
    elif isinstance(error, AttributeError) and error.name == name:
        kind, text = "Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module}'"
    else:
        kind, text = type(error).__name__, str(error)
    return {"errorMessage": text, "errorType": kind, "requestId": request_id, "stackTrace": []}


def timed_out(request_id: str, timeout: float) -> dict[str, Any]:
    """Return Lambda's error document for a function that did not end within `timeout` seconds."""
    return {
        "errorType": "Sandbox.Timedout",
        "errorMessage": f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds",
    }


def _status(error: SystemExit) -> int:
    if error.code is None:
        return 0
    return error.code if isinstance(error.code, int) else 1
