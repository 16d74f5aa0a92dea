"""What the report of a grading tells of hidden rows: that an answer failed in some, and no value of any.

It is not picked out of what the grading found, which could overlook something. Nor is an answer asked again that has met
hidden rows: it could have kept them, and give them away in what it returns. So a report loses all that was found first,
and gets back what is found with visible rows alone in answers that have met no others.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .exercise import Finding
from .report import Hint, PartResult, Report

__all__ = ["ENDED", "NOT_TOLD", "RAN_TOO_LONG", "told", "untold"]

# How the process that an answer lives in can end: our words, which give nothing away.
ENDED = "ended its process"
RAN_TOO_LONG = "ran too long and was stopped"

NOT_TOLD = Finding(
    "a case that only grading has",
    None,
    "something else than expected; the case is not shown",
    "what the task says, for other values than those that you can see",
)


_ENDINGS = {
    said: Finding("your code", None, said, "it runs to its end")
    for said in (f"ProcessEnded: {how}" for how in (ENDED, RAN_TOO_LONG))
}


def untold(report: Report) -> Report:
    """Return the report without anything that was found, but for the end of a process."""
    return replace(report, parts=tuple(map(_untold, report.parts)))


def told(data: Mapping[str, Any], visible: Mapping[str, PartResult]) -> Report:
    """Return a report of which `data` is what `untold` left of it, with what the parts that failed find in visible rows.

    Of a part, as many findings as the visible rows do not explain stay untold.
    """
    hint = data["hint"]
    return Report(
        exercise=data["exercise"],
        title=data["title"],
        points=data["points"],
        maximum=data["maximum"],
        parts=tuple(_part(part, visible.get(part["name"])) for part in data["parts"]),
        message=data["message"],
        grading=data["grading"],
        hint=Hint(hint["id"], hint["text"]) if hint else None,
        untouched=data["untouched"],
        defect=data["defect"],
        hints=data["hints"],
        lesson=data["lesson"],
    )


def _untold(part: PartResult) -> PartResult:
    findings = (
        _ENDINGS.get(each.got, NOT_TOLD) if type(each.got) is str else NOT_TOLD for each in part.findings
    )
    return replace(part, findings=tuple(findings), printed="")


def _part(data: Mapping[str, Any], visible: PartResult | None) -> PartResult:
    found = len(data["findings"]) + data["more"]
    seen = visible.findings if visible and found else ()
    return PartResult(
        name=data["name"],
        kind=data["kind"],
        points=data["points"],
        earned=data["earned"],
        findings=(*seen, *[NOT_TOLD] * (found - len(seen))),
        skipped=data["note"],
        rows=data["rows"],
        printed=visible.printed if visible and seen else "",
    )
