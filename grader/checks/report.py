"""What an examination says: plain data for a picture, and the same as text."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from .exercise import Finding
from .plain import shortened, shown

__all__ = ["MARKS", "Hint", "PartResult", "Report", "State"]

# A part held; it failed; or it says nothing, because it was not looked at, or another one is to be looked at first.
State = Literal["held", "failed", "open"]
# Where a report is read in a notebook; in a terminal, see `grader.self_check.words`.
_BEGIN = "fill in the cell above, run it, then run this one again"
MARKS: dict[State, str] = {"held": "passed", "failed": "failed", "open": "open"}


@dataclass(frozen=True)
class Hint:
    """The hint of a misconception that was recognised."""

    id: str
    text: str


@dataclass(frozen=True)
class PartResult:
    """How a part went.

    `rows` counts the cases compared; `skipped` says why it was not looked at, if so; `printed` is what the answer wrote
    to stdout in the case of the first finding.
    """

    name: str
    kind: str
    points: float
    earned: float
    findings: tuple[Finding, ...] = ()
    skipped: str = ""
    rows: int = 0
    printed: str = ""


@dataclass(frozen=True)
class Report:
    """The outcome of one examination; nothing in it refers to anything live.

    `message` is the one sentence that comes first. `untouched`: the learner has not begun. `defect`: the check itself
    broke, which is no fault of the answer's. `hides`: grading has more cases than these.
    """

    exercise: str
    title: str
    points: float
    maximum: float
    parts: tuple[PartResult, ...]
    message: str
    grading: bool
    hint: Hint | None = None
    untouched: bool = False
    defect: str = ""
    hints: int = 0
    lesson: str = ""
    hides: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON, long values shortened.

        A learner at work sees one message at a time, the most basic first; so outside of grading only the first
        failing part carries its finding, and `more` counts what is like it.
        """
        first = self._first_failing()
        return {
            "exercise": self.exercise,
            "title": self.title,
            "points": self.points,
            "maximum": self.maximum,
            "parts": [self._part(part, told=self.grading or part is first) for part in self.parts],
            "hint": asdict(self.hint) if self.hint else None,
            "untouched": self.untouched,
            "message": self.message,
            "grading": self.grading,
            "defect": self.defect,
            "printed": shortened(first.printed) if first else "",
            "next": self._next(),
            "hints": self.hints,
            "lesson": self.lesson,
            "hides": self.hides,
        }

    def text(self) -> str:
        """Return the report as lines of text."""
        return "\n".join(_lines(self.as_dict()))

    def _first_failing(self) -> PartResult | None:
        return next((part for part in self.parts if part.findings), None)

    def _part(self, part: PartResult, *, told: bool) -> dict[str, Any]:
        findings = part.findings[:1] if told else ()
        note = part.skipped or ("" if told or not part.findings else "look at this after the first one")
        return {
            "name": part.name,
            "kind": part.kind,
            "state": _state(part, findings, note),
            "points": part.points,
            "earned": part.earned,
            "rows": part.rows,
            "findings": [_finding(finding) for finding in findings],
            "more": max(0, len(part.findings) - 1) if told else 0,
            "note": note,
        }

    def _next(self) -> str:
        if self.defect:
            return ""
        if self.points == self.maximum and not self.untouched:
            return f'hints("{self.exercise}") shows the hints you did not need'
        step = f" or go back to lesson step {self.lesson}" if self.lesson else ""
        ladder = f'open hint 1 of {self.hints} with hints("{self.exercise}"){step}' if self.hints else ""
        return "; or ".join(filter(None, (_BEGIN if self.untouched else "", ladder)))


def _state(part: PartResult, told: tuple[Finding, ...], note: str) -> State:
    """Return how a part stands to its reader; one that is worth nothing holds, too, where nothing was found in it."""
    if told:
        return "failed"
    return "open" if note or part.earned < part.points else "held"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "where": shortened(finding.where),
        "given": shortened(finding.given),
        "got": shortened(finding.got),
        "expected": shortened(finding.expected),
        "row": finding.row,
        "line": {"number": finding.place.line, "text": finding.place.text} if finding.place else None,
        **({"run": finding.run} if finding.run else {}),
    }


def _lines(report: dict[str, Any]) -> list[str]:
    number, maximum = _number(report["points"]), _number(report["maximum"])
    lines = [f"{report['exercise']} {report['title']}: {number} of {maximum} points", report["message"]]
    if report["untouched"] or report["defect"]:
        return [*lines, *_ending(report)]
    lines += ["", *(_part_line(part) for part in report["parts"])]
    for part in report["parts"]:
        for finding in part["findings"]:
            lines += ["", f"{part['name']}:", *_finding_lines(finding, part["more"])]
    return [*lines, *_ending(report)]


def _part_line(part: dict[str, Any]) -> str:
    mark = MARKS[part["state"]]
    rows = f", {part['rows']} cases" if part["rows"] > 1 else ""
    note = f" ({part['note']})" if part["note"] else ""
    return f"  {mark:<7}{part['name']}: {_number(part['earned'])} of {_number(part['points'])}{rows}{note}"


def _finding_lines(finding: dict[str, Any], more: int) -> list[str]:
    rows = [("where", finding["where"])]
    if finding["given"] is not None:
        rows.append(("given", shown(finding["given"])))
    rows += [("got", _said(finding["got"])), ("expected", shown(finding["expected"]))]
    if finding.get("run"):
        rows.append(("path taken", finding["run"]["path"]))
    if finding["line"] and finding["line"]["text"]:
        rows.append((f"line {finding['line']['number']}", finding["line"]["text"]))
    if more:
        rows.append(("and", f"{more} more like it"))
    width = max(len(name) for name, _ in rows) + 2
    return [f"  {name:<{width}}{text.replace(chr(10), chr(10) + ' ' * (width + 2))}" for name, text in rows]


def _said(got: Any) -> str:
    """Return what came out; where that is what the linter says of a definition, one line for each thing it says."""
    if not (
        isinstance(got, list) and got and all(isinstance(each, dict) and "location" in each for each in got)
    ):
        return shown(got)
    return "\n".join(_diagnostic(each) for each in got)


def _diagnostic(said: dict[str, Any]) -> str:
    line = f"line {said['line']}, " if said.get("line") else ""
    return " ".join(
        filter(
            None,
            (f"{line}{said['location']}: {str(said.get('message')).removesuffix('.')}.", said.get("hint")),
        )
    )


def _ending(report: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    if report["printed"]:
        lines += ["", "It printed:", *(f"  {line}" for line in report["printed"].splitlines())]
    if report["hint"]:
        lines += ["", f"Hint: {report['hint']['text']}"]
    if report["next"]:
        lines += ["", f"Next: {report['next']}."]
    return lines


def _number(points: float) -> str:
    return f"{points:g}"
