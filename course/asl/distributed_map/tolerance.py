"""How many items may fail before a Map Run does."""

from dataclasses import dataclass

__all__ = ["Tolerance"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a Map Run tolerates: `count` failed items, or `percentage` (0 to 100) of all; None where it is not said.

    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html, "Setting failure thresholds"
    """

    count: int | None = None
    percentage: float | None = None

    def exceeded(self, failed: int, total: int) -> bool:
        """Tell whether `failed` of `total` items are too many. Where both bounds stand, either one is enough."""
        if self.count is None and self.percentage is None:
            return failed > 0
        too_many = self.count is not None and failed > self.count
        # Multiplied out: a division could make 7 of 100 more than 7 per cent.
        return too_many or (self.percentage is not None and failed * 100 > self.percentage * total)

    def shown(self) -> dict[str, float]:
        """Return what TestState shows of it, under its names."""
        fields = {"toleratedFailureCount": self.count, "toleratedFailurePercentage": self.percentage}
        return {name: found for name, found in fields.items() if found is not None}
