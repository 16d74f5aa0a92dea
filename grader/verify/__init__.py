"""Proves of every exercise that it can be solved, cannot be passed by accident, and explains what goes wrong.

Each proof is a function from an exercise's `Material` to `Proof`s: plain data that holds or tells place, found, expected,
and what to do.
"""

from collections.abc import Callable, Iterator

from grader import rubrics

from .answers import answers, released, solved
from .form import form
from .junk import junk
from .material import Course, Material, StoredAnswer, find_course, material
from .notebooks import Outcome, notebooks, ran
from .proof import Proof, VerifyError
from .variants import variants

__all__ = [
    "GROUPS",
    "Course",
    "Material",
    "Outcome",
    "Proof",
    "StoredAnswer",
    "VerifyError",
    "find_course",
    "material",
    "ran",
    "verified",
]

GROUPS = ("form", "released", "solution", "answers", "misconceptions", "variants", "junk", "notebooks")

_PROOFS: tuple[Callable[[Material], Iterator[Proof]], ...] = (form, released, solved, answers)


def verified(
    course: Course, modules: list[str], *, variants_each: int = 50, kernels: bool = True
) -> Iterator[Proof]:
    """Yield every proof for these modules (all if none is named), in order.

    `kernels` runs the notebooks, too. Raises `VerifyError` or `RubricError` where something is not there at all.
    """
    for module in course.modules(modules):
        exercises = rubrics.ids(module, package=course.package)
        for exercise in exercises:
            gathered = material(course, exercise)
            for prove in _PROOFS:
                yield from prove(gathered)
            yield from variants(gathered, variants_each)
            yield from junk(gathered)
        if kernels:
            yield from notebooks(course, module, exercises)
