"""What goes wrong with a scripted function, and when."""

from dataclasses import dataclass

__all__ = ["FOR_EVER", "Fault"]

# Longer than any execution may last.
FOR_EVER = 10 * 365 * 86_400.0


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one function, or one action such as ``dynamodb:putItem``.

    `attempts` are the calls that it strikes, counted from 1 over the whole execution; None strikes each of them.
    `error` and `cause` are what the task fails with; with `lost` the work is done first, and only its answer gets lost.
    `seconds` is how long the call takes before that, and `hangs` that it never answers.
    """

    name: str
    error: str = ""
    cause: str = ""
    attempts: tuple[int, ...] | None = None
    lost: bool = False
    seconds: float = 0.0
    hangs: bool = False

    def strikes(self, name: str, attempt: int) -> bool:
        """Tell whether it strikes this call."""
        return name == self.name and (self.attempts is None or attempt in self.attempts)
