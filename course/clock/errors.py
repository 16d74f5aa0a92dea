"""What virtual time can refuse."""

__all__ = ["ClockError", "TimeIsUp"]


class ClockError(RuntimeError):
    """Virtual time was asked for something it cannot do."""


class TimeIsUp(BaseException):
    """The clock's limit was reached.

    Not an `Exception`: a polling loop that catches everything would otherwise never end.
    """
