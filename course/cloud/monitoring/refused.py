"""A request that one of these services refuses, or that the lab does not answer."""

__all__ = ["RefusedError", "not_done"]


class RefusedError(Exception):
    """A refusal in AWS's words: the error's code, its message and the HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.status = code, message, status


def not_done(service: str, what: str) -> RefusedError:
    """Return the refusal of something that AWS does and the lab does not; `what` goes on "the lab does not"."""
    return RefusedError("NotImplemented", f"{service}: the lab does not {what}", 501)
