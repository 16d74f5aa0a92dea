"""What the report of a grading tells of hidden rows: that an answer failed in some, and no value of any.

It is not picked out of what the grading found, which could overlook something: the parts that failed are looked at once
more without the hidden rows, and only what is found then is told.
"""

from dataclasses import replace

from .exercise import Finding
from .report import PartResult

__all__ = ["NOT_TOLD", "told"]

NOT_TOLD = Finding(
    "a case that only grading has",
    None,
    "something else than expected; the case is not shown",
    "what the task says, for other values than those that you can see",
)


def told(graded: PartResult, visible: PartResult) -> PartResult:
    """Return a failed part as it may be told: the findings of its visible rows, and for each of the others that it is."""
    others = len(graded.findings) - len(visible.findings)
    findings = (*visible.findings, *[NOT_TOLD] * others)
    printed = visible.printed if visible.findings else ""
    return replace(graded, findings=findings or (NOT_TOLD,), printed=printed)
