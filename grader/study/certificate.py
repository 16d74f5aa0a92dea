"""What somebody has shown in the course, as a page that can be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib.resources import files

from course.learner import Store
from course.syllabus import Module, syllabus
from course.widgets.sheets import stylesheet

from .standing import Standing, standings

__all__ = ["Certificate", "as_page", "as_text", "certificate"]

HONEST = (
    "Every answer was run and judged by the course's own checks, with all cases that a class is graded with, on the learner's own "
    "machine. Nobody watched, and nothing is signed: whoever wants to be sure asks for the answers and grades them again."
)


@dataclass(frozen=True)
class Certificate:
    """Who it is about, by which name, on which day, and by module what was proven."""

    name: str
    day: date
    modules: tuple[tuple[Module, tuple[Standing, ...]], ...]

    @property
    def points(self) -> float:
        """The points that were proven."""
        return sum(points for _, known in self.modules for points, _ in [_sum(known)])

    @property
    def maximum(self) -> float:
        """The points of the modules in which something was proven."""
        return sum(maximum for _, known in self.modules for _, maximum in [_sum(known)])


def certificate(name: str, notes: Store, today: date) -> Certificate:
    """Return what the full grading has found so far; modules in which it found nothing are left out."""
    known = ((module, tuple(standings(module, notes))) for module in syllabus().ready)
    return Certificate(name, today, tuple((module, each) for module, each in known if _sum(each)[0]))


def as_text(found: Certificate) -> str:
    """Return it in words."""
    lines = [f"{found.name}, {found.day:%d %B %Y}: {found.points:g} of {found.maximum:g} points"]
    for module, known in found.modules:
        points, maximum = _sum(known)
        lines.append(f"{module.id}  {module.title}: {points:g} of {maximum:g}")
        lines += [
            f"     {each.exercise.title}: {each.proof.points:g} of {each.proof.maximum:g}, {each.proof.day}"
            for each in known
            if each.proof
        ]
    return "\n".join([*lines, HONEST])


def as_page(found: Certificate) -> str:
    """Return it as one HTML page: nothing loaded, no script, light and dark, for a screen and for paper."""
    sheet = stylesheet() + files(__package__).joinpath("certificate.css").read_text(encoding="utf-8")
    modules = "".join(_module(module, known) for module, known in found.modules)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(found.name)}: microservice integration patterns</title>"
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{sheet}</style></head>'
        '<body><main class="course certificate"><p class="certificate-course">Microservice integration patterns on AWS serverless</p>'
        f"<h1>{escape(found.name)}</h1>"
        f"<p>has shown the following by {found.day:%d %B %Y}: {found.points:g} of {found.maximum:g} points in "
        f"{len(found.modules)} of {len(syllabus().modules)} modules.</p>"
        f'{modules}<p class="course-muted">{escape(HONEST)}</p></main></body></html>\n'
    )


def _module(module: Module, known: Sequence[Standing]) -> str:
    points, maximum = _sum(known)
    rows = "".join(
        f'<tr><th scope="row">{escape(each.exercise.title)}</th>'
        f'<td class="course-number">{each.proof.points:g} of {each.proof.maximum:g}</td><td>{escape(each.proof.day)}</td></tr>'
        for each in known
        if each.proof
    )
    return (
        f"<section><h2>{escape(module.title)}</h2>"
        f"<table><caption>{points:g} of {maximum:g} points</caption><thead><tr>"
        '<th scope="col">exercise</th><th scope="col" class="course-number">points</th><th scope="col">shown on</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _sum(known: Sequence[Standing]) -> tuple[float, float]:
    points = sum(each.proof.points for each in known if each.proof)
    return points, sum(each.exercise.maximum for each in known)
