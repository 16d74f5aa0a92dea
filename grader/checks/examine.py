"""Examines the answers to one exercise and reports. Nothing that a learner wrote makes it raise."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from .answer import AnswerError
from .bench import Bench, NotLookedAt
from .capture import captured
from .exercise import Exercise, Finding, Misconception, Part
from .keys import NO_KEYS, Keys
from .report import Hint, PartResult, Report
from .told import told, untold

__all__ = ["CheckError", "examine", "examined", "looked_at_again"]

MOST_FINDINGS = 200
# What full points say; the parts' names stand in the list below it.
_HOLDING = {1: "It holds.", 2: "Both parts hold."}


class CheckError(RuntimeError):
    """A check of ours broke: which exercise, which part or misconception, and how.

    `untold` says the same without the words of the `problem`, which may be an answer's.
    """

    def __init__(self, where: str, problem: BaseException) -> None:
        super().__init__(f"{where}: {type(problem).__name__}: {problem}")
        at = extract_tb(problem.__traceback__)[-1]
        self.untold = f"{where}: {type(problem).__name__} in {Path(at.filename).name}, line {at.lineno}"


def examine(
    exercise: Exercise,
    answers: Mapping[str, object],
    *,
    learner_id: str,
    grading: bool = False,
    keys: Keys = NO_KEYS,
    sources: Mapping[str, str] | None = None,
    strict: bool = False,
    tell_hidden: bool = True,
    cloud: Callable[[], AbstractContextManager[Any]] | None = None,
) -> Report:
    """Examine `answers` (by the names in `exercise.deliver`) for one learner; return the report.

    `grading` adds the hidden rows; without `tell_hidden` the report tells nothing that was found, see `told`. `keys` are the
    learner's in an exam. `sources` gives the text of the cell of an answer where it is known better than it can be found.
    `cloud` opens an account, for tests without one. A defect of a check itself becomes a report that says so, or with
    `strict` a `CheckError`.
    """
    bench = Bench(
        exercise, answers, learner_id=learner_id, grading=grading, keys=keys, sources=sources, cloud=cloud
    )
    return examined(exercise, bench, strict=strict, tell_hidden=tell_hidden)


def examined(exercise: Exercise, bench: Bench, *, strict: bool, tell_hidden: bool = True) -> Report:
    """Examine what lies on a bench, for whoever wants to look at the bench afterwards; else see `examine`."""
    with captured(), bench.examination():
        try:
            report = _examined(exercise, bench)
            return report if tell_hidden else untold(report)
        except CheckError as error:
            if strict:
                raise
            return _broken(exercise, str(error) if tell_hidden else error.untold, grading=bench.grading)


def looked_at_again(
    data: Mapping[str, Any],
    exercise: Exercise,
    answers: Mapping[str, object],
    *,
    learner_id: str,
    keys: Keys = NO_KEYS,
    sources: Mapping[str, str] | None = None,
    cloud: Callable[[], AbstractContextManager[Any]] | None = None,
) -> Report:
    """Return the report of a grading, of which `data` tells nothing that was found, with what visible rows show of it.

    The `answers` are such as have met no hidden rows.
    """
    failed = {part["name"] for part in data["parts"] if part["findings"]}
    bench = Bench(
        exercise, answers, learner_id=learner_id, grading=False, keys=keys, sources=sources, cloud=cloud
    )
    visible = {}
    with captured(), bench.examination(), suppress(CheckError):
        _block_untouched(bench)
        for part in exercise.parts:
            if part.name in failed:
                visible[part.name] = _looked_at(part, bench, exercise)
    return told(data, visible)


def _examined(exercise: Exercise, bench: Bench) -> Report:
    _block_untouched(bench)
    if bench.blocked and all(bench.answers[name].untouched for name in _to_write(exercise)):
        return _untouched(exercise, bench)
    results = [_looked_at(part, bench, exercise) for part in exercise.parts]
    points = round(sum(result.earned for result in results), 2)
    if points == 0 and _only_placeholders(bench):
        return _untouched(exercise, bench)
    hint = None if points == exercise.maximum else _recognised(exercise, bench)
    return Report(
        exercise=exercise.id,
        title=exercise.title,
        points=points,
        maximum=exercise.maximum,
        parts=tuple(results),
        message=_message(points, exercise, bench, results),
        grading=bench.grading,
        hint=hint,
        hints=len(exercise.hints),
        lesson=_lesson(exercise, results),
        hides=exercise.hides,
    )


def _block_untouched(bench: Bench) -> None:
    for name, answer in bench.answers.items():
        if answer.untouched and not answer.missing:
            bench.blocked[name] = f"`{name}` is not written yet"


def _looked_at(part: Part, bench: Bench, exercise: Exercise) -> PartResult:
    bench.compared = 0
    skipped, bench.printed = "", ""
    printed = None
    findings = bench.findings.setdefault(part.name, [])
    try:
        for finding in _findings_of(part, bench):
            findings.append(finding)
            printed = bench.printed if printed is None else printed
            if len(findings) >= MOST_FINDINGS:
                break
    except NotLookedAt as reason:
        skipped = "" if findings else f"not looked at, because {reason}"
    except AnswerError as error:
        findings.append(error.finding())
    except (ClientError, BotoCoreError) as error:
        # The check used what the learner built, and AWS said no: that tells about the answer.
        findings.append(Finding("using what was built", None, str(error), "the call works"))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise CheckError(f"{exercise.id}, part “{part.name}”", error) from error
    bench.block_what_is_stuck()
    return PartResult(
        name=part.name,
        kind=part.kind,
        points=part.points,
        earned=0.0 if findings or skipped else part.points,
        findings=tuple(findings),
        skipped=skipped,
        rows=bench.compared,
        printed=bench.printed if printed is None else printed,
    )


def _findings_of(part: Part, bench: Bench) -> Any:
    found = part.check(bench)
    if found is None:
        message = "the check returned None; it must yield its findings, or none"
        raise TypeError(message)
    return found


def _recognised(exercise: Exercise, bench: Bench) -> Hint | None:
    bench.blocked.clear()  # a detector may well ask why an answer does not run
    for misconception in exercise.misconceptions:
        if _fires(misconception, bench, exercise):
            return Hint(misconception.id, misconception.told)
    return None


def _fires(misconception: Misconception, bench: Bench, exercise: Exercise) -> bool:
    try:
        return misconception.detect(bench) is True
    except (AnswerError, ClientError, BotoCoreError, NotLookedAt):
        return False  # not certain, so silent
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise CheckError(f"{exercise.id}, misconception {misconception.id}", error) from error


def _only_placeholders(bench: Bench) -> bool:
    """Tell whether every answer ended in `NotImplementedError`: not begun, though the source was not to be had."""
    troubles = [answer.stuck for answer in bench.answers.values() if answer.stuck]
    return bool(troubles) and all(
        trouble.raised is not None and trouble.raised.type == "NotImplementedError" for trouble in troubles
    )


def _message(points: float, exercise: Exercise, bench: Bench, results: list[PartResult]) -> str:
    if points == exercise.maximum:
        adds = exercise.hides and not bench.grading
        ending = " This passes the visible cases; grading adds more." if adds else ""
        return _HOLDING.get(len(results), f"All {len(results)} parts hold.") + ending
    failing = next((result.name for result in results if result.findings), None)
    return f"Look first at this: {failing}." if failing else "Something is still to be written."


def _lesson(exercise: Exercise, results: list[PartResult]) -> str:
    """Return the lesson step of the part to look at first."""
    failing = (part for part, result in zip(exercise.parts, results, strict=True) if result.findings)
    first = next(failing, None)
    return first.lesson if first and first.lesson else exercise.lesson


def _to_write(exercise: Exercise) -> list[str]:
    return [name for name in exercise.deliver if name not in exercise.given]


def _untouched(exercise: Exercise, bench: Bench) -> Report:
    names = [f"`{name}`" for name in _to_write(exercise)]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    message = f"{listed} is still to be written." if len(names) == 1 else f"{listed} are still to be written."
    return replace(
        _without_points(exercise, message, grading=bench.grading),
        untouched=True,
        hints=len(exercise.hints),
        lesson=exercise.lesson,
    )


def _broken(exercise: Exercise, defect: str, *, grading: bool) -> Report:
    message = (
        f"The check itself broke, which is no fault of your answer. Please tell your instructor: {defect}"
    )
    return replace(_without_points(exercise, message, grading=grading), defect=defect)


def _without_points(exercise: Exercise, message: str, *, grading: bool) -> Report:
    parts = tuple(PartResult(part.name, part.kind, part.points, 0.0) for part in exercise.parts)
    return Report(exercise.id, exercise.title, 0.0, exercise.maximum, parts, message, grading)
