"""What lateness costs: a share of the points for each day begun, after a time of grace."""

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

__all__ = ["ByTheDay"]

SECONDS_A_DAY = 86_400
SECONDS_AN_HOUR = 3_600


class ByTheDay(LateSubmissionPlugin):  # type: ignore[misc]
    """A penalty that grows by the day, and is never more than the points there are.

    In `nbgrader_config.py`: ``get_config().AssignLatePenalties.plugin_class = "grader.classroom.lateness.ByTheDay"``.
    """

    per_day = Float(0.1, min=0.0, max=1.0, help="The share of the points that each day begun costs.").tag(
        config=True
    )
    grace_hours = Float(0.0, min=0.0, help="Hours after the deadline that cost nothing.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:  # noqa: ARG002  nbgrader's signature
        """Return the points that are taken off `score`."""
        late = total_seconds_late - self.grace_hours * SECONDS_AN_HOUR
        days = math.ceil(max(0.0, late) / SECONDS_A_DAY)
        return round(score * min(1.0, self.per_day * days), 2)
