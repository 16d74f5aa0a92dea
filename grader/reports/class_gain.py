"""What a class has gained between the two assessments: by topic, and who is behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from statistics import mean
from typing import Any

from nbgrader.apps.api import NbGraderAPI

from course.syllabus import module_of
from course.widgets.lesson.assessment.blueprint import blueprint
from course.widgets.lesson.assessment.points import Gain, gains, total

from .assessments import Points, points_of_class
from .texts import count

__all__ = ["ClassGain", "as_data", "belongs_to", "gain_of_class"]


@dataclass(frozen=True)
class ClassGain:
    """Points before and after the course, of those who have finished the form; remarks on files that are not counted.

    Means are over `who`: those who have finished both forms; as long as there is nobody, those who have finished one.
    """

    before: Points
    after: Points
    remarks: tuple[str, ...] = ()

    @property
    def both(self) -> list[str]:
        """The learners who have finished both."""
        return sorted(set(self.before) & set(self.after))

    @property
    def ends(self) -> tuple[str, ...]:
        """Of what there are means: `before`, `after`, both, or nothing."""
        if self.both:
            return ("before", "after")
        return ("before",) if self.before else ("after",) if self.after else ()

    @property
    def who(self) -> list[str]:
        """The learners over whom the means are."""
        return self.both or sorted(self.before or self.after)

    @cached_property
    def topics(self) -> list[Gain]:
        """The mean points of each topic; the normalised gain is that of the means, as in Hake's paper."""
        return gains(_means(self.before, self.who), _means(self.after, self.who))

    @property
    def all(self) -> Gain:
        """The mean points in all topics."""
        return total(self.topics)

    @property
    def headline(self) -> str:
        """Say how many have finished what, and whose means are shown."""
        counted = f"{count(len(self.before), 'learner')} finished the pre-assessment, {len(self.after)} the post-assessment"
        if self.both:
            return f"{counted}; means of the {len(self.both)} who finished both"
        return f"{counted}; no gain yet" if self.who else counted

    def of_learner(self, learner: str) -> list[Gain] | None:
        """Return the gain of one learner by topic; None where one end is missing."""
        if learner not in self.both:
            return None
        return gains(self.before[learner], self.after[learner])


def belongs_to(assignment: str) -> bool:
    """Tell whether answers to an assessment are handed in with this assignment."""
    return module_of(assignment) in blueprint().taken_in.values()


def gain_of_class(course: NbGraderAPI) -> ClassGain:
    """Return the gain of a class from what was handed in. Ungraded: no grade depends on it."""
    points, remarks = points_of_class(course)
    return ClassGain(points["pre"], points["post"], remarks)


def as_data(found: ClassGain) -> dict[str, Any]:
    """Return it as JSON data: `topics` and `all` (means, see `ClassGain`), `learners` with points by topic, `remarks`."""
    everybody = sorted({*found.before, *found.after})
    return {
        "before": len(found.before),
        "after": len(found.after),
        "both": len(found.both),
        "graded": False,
        "topics": [_gain(found, gain) for gain in found.topics] if found.who else [],
        "all": _gain(found, found.all) if found.who else None,
        "learners": [
            {"learner": one, "before": found.before.get(one), "after": found.after.get(one)}
            for one in everybody
        ],
        "remarks": list(found.remarks),
    }


def _gain(found: ClassGain, gain: Gain) -> dict[str, Any]:
    """Return a topic's means; what nobody has finished is null."""
    known = {
        "before": gain.before if "before" in found.ends else None,
        "after": gain.after if "after" in found.ends else None,
        "points": gain.points if found.both else None,
        "normalised": gain.normalised if found.both else None,
    }
    return asdict(gain) | known


def _means(points: Mapping[str, Mapping[str, float]], who: Iterable[str]) -> dict[str, float]:
    counted = [points[one] for one in who if one in points]
    return {
        topic.id: mean([each[topic.id] for each in counted]) if counted else 0.0
        for topic in blueprint().topics
    }
