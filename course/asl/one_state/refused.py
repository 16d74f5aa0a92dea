"""What TestState refuses to try."""

from typing import Literal

__all__ = ["Code", "Refused", "invalid"]

Code = Literal["InvalidArn", "InvalidDefinition", "InvalidExecutionInput", "ValidationException"]


class Refused(ValueError):  # noqa: N818  (named for what the caller has in hand)
    """The request is refused before the state is tried; `code` is AWS's, the message as far as AWS's is known."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


def invalid(message: str) -> Refused:
    """Return the commonest refusal."""
    return Refused("ValidationException", message)
