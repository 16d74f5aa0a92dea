"""Which modules to skim and which to do, by the points of their topics."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from course.syllabus import Module, syllabus
from course.widgets.words import number

from .blueprint import Topic, blueprint

__all__ = ["Advice", "advice"]


@dataclass(frozen=True)
class Advice:
    """What to do with a module, and why, in words."""

    module: Module
    skim: bool
    reason: str


def advice(points: Mapping[str, float]) -> list[Advice]:
    """Return what is suggested for each module, in the order of the course; `points` are by topic."""
    return list(filter(None, (_advice(module, points) for module in syllabus().modules)))


def _advice(module: Module, points: Mapping[str, float]) -> Advice | None:
    plan = blueprint()
    if module.id in plan.whole:
        return Advice(module, skim=False, reason=plan.whole[module.id])
    topics = [topic for topic in plan.topics if module.id in topic.modules]
    if not topics:
        return None
    got, most = sum(points[topic.id] for topic in topics), sum(topic.items for topic in topics)
    reason = " and ".join(_words(topics, points))
    return Advice(module, skim=got / most >= plan.skim_from, reason=reason)


def _words(topics: list[Topic], points: Mapping[str, float]) -> Iterator[str]:
    for topic in topics:
        few = ", one item: little to go by" if topic.items == 1 else ""
        yield f"{number(round(points[topic.id], 2))} of {topic.items} in “{topic.title}”{few}"
