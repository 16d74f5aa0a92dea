"""What an Express workflow is billed by.

Source: https://aws.amazon.com/step-functions/pricing/
"""

import math

from course.asl import Execution
from course.facts import value

__all__ = ["BILLED_MB", "billed_milliseconds"]

# The lab does not measure memory: a workflow is taken to need the smallest amount that is billed.
BILLED_MB: int = value("states.express.billing")["memory"]

_STEP: int = value("states.express.billing")["duration"]


def billed_milliseconds(execution: Execution) -> int:
    """Return how long an execution that is over is billed for: whole steps, one at the least."""
    assert execution.stop_date is not None  # noqa: S101  it is over
    lasted = (execution.stop_date - execution.start_date).total_seconds() * 1000
    return max(math.ceil(round(lasted, 3) / _STEP), 1) * _STEP
