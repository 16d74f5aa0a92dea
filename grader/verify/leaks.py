"""Proofs that nothing hidden is told: not by what learners are given, and not by what a report shows them."""

import re
from collections.abc import Iterator

from grader.checks import Keys, Report, examine
from grader.release.contents import RUBRICS, rubrics
from grader.release.cut import cut
from grader.release.leaks import leaks
from grader.rubrics import AUTHOR

from .material import Course, Material
from .proof import Proof

__all__ = ["feedback", "given"]


def given(course: Course, module: str) -> Iterator[Proof]:
    """Prove that neither a module's released notebook nor what a kit holds of its rubrics tells an answer or a hidden row."""
    path = course.notebook("exercises", module)
    place = path.relative_to(course.root).as_posix()
    files = {place: path.read_bytes()}
    files |= {name: cut(text).encode() for name, text in rubrics(course.root, {module})}
    found = [leak for leak in leaks(course.root, files) if not _is_of_another_module(leak, module)]
    yield Proof(
        module,
        "leaks",
        "the released notebook and a kit tell no answer and no hidden row",
        not found,
        place,
        "; ".join(found),
        "neither",
        "Do what is said there.",
    )


def feedback(material: Material) -> Iterator[Proof]:
    """Prove that what a learner is shown of a wrong answer is the same, whatever hidden rows it was graded with.

    Looked at is the stored answer with the fewest points, of which a report shows the most.
    """
    claim = "what a report shows a learner does not depend on hidden rows"
    by_points = sorted(material.answers, key=lambda each: each.points)
    answer = next((each for each in by_points if _shows_something(material, each.text)), None)
    if not material.hidden or answer is None:
        return
    one, other = (_shown_after_grading(material, answer.text, key) for key in ("one", "other"))
    differing = [part.name for part, same in zip(one.parts, other.parts, strict=True) if part != same]
    yield Proof(
        material.exercise.id,
        "leaks",
        claim,
        not differing,
        answer.path,
        f"other findings after other hidden rows in the parts {', '.join(differing)}\n{one.text()}\n{other.text()}",
        "the same findings",
        "Let the rubric keep nothing of hidden rows from one examination to the next.",
    )


def _is_of_another_module(leak: str, module: str) -> bool:
    """Tell whether a leak is in the rubrics of another module, which are looked at together with these."""
    where = re.match(rf"{RUBRICS.as_posix()}/(m\d\d)\b", leak)
    return where is not None and where[1] != module


def _shows_something(material: Material, text: str) -> bool:
    return any(part.findings for part in _examined(material, text, grading=False).parts)


def _shown_after_grading(material: Material, text: str, key: str) -> Report:
    """Return what visible rows show of an answer, in a process in which it was graded before."""
    _examined(material, text, grading=True, key=key)
    return _examined(material, text, grading=False, key=key)


def _examined(material: Material, text: str, *, grading: bool, key: str = "") -> Report:
    return examine(
        material.exercise,
        material.delivered(text),
        learner_id=AUTHOR,
        grading=grading,
        keys=Keys(hidden=key),
        sources=dict.fromkeys(material.exercise.deliver, text),
    )
