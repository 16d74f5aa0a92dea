"""What can be wrong with a call, before it runs and while it does."""

__all__ = ["IntrinsicFailureError", "IntrinsicSyntaxError"]


class IntrinsicSyntaxError(ValueError):
    """A text is no call of an intrinsic function: what is wrong, and in which column (counted from 1)."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{message} (column {column})")
        self.message = message
        self.column = column


class IntrinsicFailureError(Exception):
    """A function cannot work with its arguments; `detail` says why, `what` is AWS's word for what is invalid.

    It stays in this room: `evaluate` makes of it the error that a state fails with.
    """

    def __init__(self, detail: str, *, what: str = "arguments") -> None:
        super().__init__(detail)
        self.detail = detail
        self.what = what
