"""Which account this process lives in at present: the innermost one that was started."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account import Account

__all__ = ["NoAccountError", "current", "stack"]

stack: "list[Account]" = []


class NoAccountError(RuntimeError):
    """A request to AWS was made while no account in memory was running; it was not sent anywhere."""

    def _render_traceback_(self) -> list[str]:
        return [f"NoAccountError: {self}"]


def current() -> "Account":
    """Return the innermost running account. Raises `NoAccountError` when there is none."""
    if not stack:
        message = "no account is running, so this call was not sent anywhere. Run the cell that starts the account, then this one again."
        raise NoAccountError(message)
    return stack[-1]
