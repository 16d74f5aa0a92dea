"""How a filter policy is refused: in AWS's words, and then with the place and the remedy."""

__all__ = ["ConditionError", "FilterPolicyError"]


class ConditionError(ValueError):
    """One condition is malformed. The text is AWS's; the remedy is ours."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class FilterPolicyError(ValueError):
    """AWS would refuse this filter policy.

    `code` and `message` are what Subscribe answers; `reason` is the part of the message after "FilterPolicy: ".
    `where` is the path of the culprit inside the policy ("" for the whole) and `remedy` says what to do.
    """

    code = "InvalidParameter"

    def __init__(
        self, reason: str, *, where: str = "", remedy: str = "", parameter: str = "FilterPolicy"
    ) -> None:
        self.reason = reason
        self.where = where
        self.remedy = remedy
        self.parameter = parameter
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The answer of Subscribe."""
        return self.message_of("Subscribe")

    def message_of(self, operation: str) -> str:
        """Return the answer of an operation: Subscribe names the parameter that holds the policy, others do not."""
        holder = "Attributes Reason: " if operation == "Subscribe" else ""
        return f"Invalid parameter: {holder}{self.parameter}: {self.reason}"

    def __str__(self) -> str:
        """Return AWS's words, then place and remedy."""
        place = f" In {self.where}." if self.where else ""
        return f"{self.message}{'' if self.message.endswith('.') else '.'}{place}{self.remedy and f' {self.remedy}'}"
