"""Proof that no answer, however odd, breaks a check: a learner must always get a report."""

from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, CheckError, Exercise, examined
from grader.rubrics import AUTHOR

from .material import Material
from .proof import Proof

__all__ = ["FUNCTIONS", "VALUES", "junk"]


class _Agreeable:
    """Says yes to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __call__(self, *_: Any, **__: Any) -> "_Agreeable":
        return self


VALUES: tuple[Any, ...] = (0, "junk", [], ["junk"], {"junk": None}, _Agreeable())

FUNCTIONS: tuple[Any, ...] = (
    *(
        (lambda *_, value=value, **__: value)
        for value in (None, "junk", ["junk"], {"junk": None}, _Agreeable())
    ),
    lambda: None,
    lambda *_, **__: 1 / 0,
)


def junk(material: Material) -> Iterator[Proof]:
    """Prove that with junk in the place of one answer, or of all, there is a report, and that it is not full."""
    exercise = material.exercise
    claim = "odd values in the place of an answer break nothing"
    right = material.delivered(material.reference)
    sources = dict.fromkeys(exercise.deliver, material.reference)
    only_called: set[str] = set()
    for name, value in _cases(material, right):
        if name in only_called and not callable(value):
            continue
        values = {**right, name: value} if name else dict.fromkeys(exercise.deliver, value)
        bench = Bench(exercise, values, learner_id=AUTHOR, grading=True, sources=sources)
        if trouble := _trouble(exercise, bench):
            yield Proof(
                exercise.id,
                "junk",
                claim,
                holds=False,
                place=f"rubric of {exercise.id}, given {_named(values, right)}",
                found=trouble,
                expected="a report with less than full points",
                remedy="Let the check ask what a value is before it uses it.",
            )
            return
        if name and not callable(value) and not bench.answers[name].was_read:
            only_called.add(name)  # of all other data it would be told the same, that it is no function
    yield Proof(exercise.id, "junk", claim, holds=True)


def _cases(material: Material, right: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each odd value, with the name of the one answer in whose place it stands, "" where in the place of all."""
    for name in _to_write(material):
        yield from ((name, value) for value in _odd(right.get(name)))
    if len(material.exercise.deliver) > 1:
        yield from (("", value) for value in (*VALUES, *FUNCTIONS))


def _trouble(exercise: Exercise, bench: Bench) -> str:
    try:
        report = examined(exercise, bench, strict=True)
    except CheckError as error:
        return f"a check that broke: {error}"
    return "full points" if report.points == report.maximum else ""


def _odd(right: Any) -> tuple[Any, ...]:
    """Return what may well stand where `right` should; of functions in the place of data one is enough."""
    return (*VALUES, *FUNCTIONS) if callable(right) else (*VALUES, FUNCTIONS[0])


def _to_write(material: Material) -> list[str]:
    return [name for name in material.exercise.deliver if name not in material.exercise.given]


def _named(values: dict[str, Any], right: dict[str, Any]) -> str:
    odd = {name: value for name, value in values.items() if value is not right.get(name)}
    return ", ".join(f"{name} = {_said(value)}" for name, value in odd.items())


def _said(value: Any) -> str:
    default = getattr(value, "__kwdefaults__", None) or {}
    return f"a function that returns {default['value']!r}" if "value" in default else repr(value)
