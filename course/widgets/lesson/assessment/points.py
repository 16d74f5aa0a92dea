"""Points by topic, and the gain between the two forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .blueprint import Topic, blueprint
from .forms import Form
from .taken import Taken

__all__ = ["Gain", "by_topic", "gains", "total"]


@dataclass(frozen=True)
class Gain:
    """Points before and after, of `most`; each may be a mean over a class."""

    title: str
    before: float
    after: float
    most: float

    @property
    def points(self) -> float:
        """The points gained; below nought where points were lost."""
        return self.after - self.before

    @property
    def normalised(self) -> float | None:
        """The gain as a share of what was left to gain, at most 1; None where nothing was left.

        As in R. Hake, "Interactive-engagement versus traditional methods", American Journal of Physics 66 (1998) 64-74,
        https://doi.org/10.1119/1.18809.
        """
        left = self.most - self.before
        return self.points / left if left > 1e-9 else None


def by_topic(form: Form, taken: Taken) -> dict[str, float]:
    """Return the points of each topic, by its id: a point an item, a part of it for a part of the answer."""
    found = {topic.id: 0.0 for topic in blueprint().topics}
    for item in form.items:
        given = taken.answers.get(item.id)
        found[item.topic] += item.asked.share(given) if given else 0.0
    return found


def gains(before: Mapping[str, float], after: Mapping[str, float]) -> list[Gain]:
    """Return the gain in each topic, in their order."""
    return [_gain(topic, before, after) for topic in blueprint().topics]


def total(each: Iterable[Gain]) -> Gain:
    """Return the gain in all of them."""
    listed = list(each)
    return Gain(
        "all",
        sum(gain.before for gain in listed),
        sum(gain.after for gain in listed),
        sum(gain.most for gain in listed),
    )


def _gain(topic: Topic, before: Mapping[str, float], after: Mapping[str, float]) -> Gain:
    return Gain(topic.title, before[topic.id], after[topic.id], topic.items)
