"""The error by which an operation of Lambda's is refused."""

from .outcome import Refusal

__all__ = ["RefusedError", "invalid", "missing", "not_done"]


class RefusedError(Exception):
    """A request to Lambda is answered with an error."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def invalid(message: str) -> RefusedError:
    """Return the error for a parameter that Lambda does not take."""
    return RefusedError(Refusal(400, "InvalidParameterValueException", message))


def missing(message: str) -> RefusedError:
    """Return the error for something that is not there."""
    return RefusedError(Refusal(404, "ResourceNotFoundException", message))


def not_done(operation: str, what: str) -> RefusedError:
    """Return the error for what Lambda does and the lab does not."""
    return RefusedError(Refusal(501, "NotImplemented", f"lambda {operation}: the lab does not {what}"))
