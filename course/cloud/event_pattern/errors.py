"""How an event pattern is refused: in AWS's words, and then with the place and the remedy."""

__all__ = ["PatternError"]


class PatternError(ValueError):
    """AWS would refuse this event pattern.

    `code` and `message` are what PutRule answers; `reason` is the part of the message after "Reason: ". `where` is the
    path of the culprit inside the pattern ("" for the whole) and `remedy` says what to do.
    """

    code = "InvalidEventPatternException"

    def __init__(self, reason: str, *, where: str = "", remedy: str = "") -> None:
        self.reason = reason
        self.where = where
        self.remedy = remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The answer of PutRule and TestEventPattern."""
        return f"Event pattern is not valid. Reason: {self.reason}"

    def __str__(self) -> str:
        """Return AWS's words, then place and remedy."""
        place = f" In {self.where}." if self.where else ""
        return f"{self.message}{'' if self.message.endswith('.') else '.'}{place}{self.remedy and f' {self.remedy}'}"
