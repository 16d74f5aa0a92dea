"""How deep an account's queues were, how old their messages, what came and what went."""

from collections.abc import Iterable
from typing import Any

from course.widgets.charts.queue_arrivals import arrivals, depths
from course.widgets.charts.queue_page import queue_view
from course.widgets.charts.queue_record import QueueRecord
from course.widgets.charts.queue_watch import QueueWatch, dead_letters, queues_of
from course.widgets.view import View, kindly
from course.widgets.words import number

__all__ = ["queue_depth", "queue_watch"]


@kindly("an account, before what is to be watched happens")
def queue_watch(account: Any) -> "Watching | View":
    """Look at the account's queues from now on, while virtual time passes. Show it, or give it to `queue_depth`."""
    return Watching(account)


@kindly("an account, or what queue_watch(account) returned")
def queue_depth(source: Any, only: Iterable[str] = ()) -> View:
    """Draw how many messages the queues held, in flight included, how old the oldest was, how many came and went.

    With a watch (`queue_watch`) all of it was measured. Of an account alone the trace is read, which knows neither what
    was in flight nor how old it was, and not everything that leaves a queue. `only` these queues, if any are named.
    """
    watched = isinstance(source, QueueWatch)
    records = source.records() if watched else _from_trace(source)
    wanted = {only} if isinstance(only, str) else set(only)
    records = [record for record in records if not wanted or record.name in wanted]
    return queue_view(records, "" if watched else _doubt(source, records))


class Watching(QueueWatch):
    """A watch that is its own picture."""

    def _repr_mimebundle_(self, **_: Any) -> Any:
        return queue_depth(self)._repr_mimebundle_()

    @property
    def html(self) -> str:
        """The picture as HTML."""
        return queue_depth(self).html

    @property
    def text(self) -> str:
        """The picture in words."""
        return queue_depth(self).text

    def __repr__(self) -> str:
        return self.text


def _from_trace(account: Any) -> list[QueueRecord]:
    """Return what the trace tells, each queue until now."""
    made = [span.target for span in account.trace if span.service == "sqs" and span.name == "CreateQueue"]
    names = [name for name in dict.fromkeys([*queues_of(account), *made]) if name]
    held, arrived, dead = depths(account.trace, names), arrivals(account.trace, names), dead_letters(account)
    now = account.clock.elapsed
    return [
        QueueRecord(name, _until(held[name], now), arrivals=arrived[name], dead=dead.get(name))
        for name in names
    ]


def _until(points: list[tuple[float, float]], now: float) -> list[tuple[float, float]]:
    return [*points, (now, points[-1][1])] if points and points[-1][0] < now else points


def _doubt(account: Any, records: list[QueueRecord]) -> str:
    """Say where what the trace tells is not what the queues hold."""
    wrong = []
    for name, queue in queues_of(account).items():
        record = next((each for each in records if each.name == name), None)
        is_there = len(queue._messages)  # noqa: SLF001  moto's `messages` leaves out those in flight
        told = record.depth[-1][1] if record and record.depth else 0
        if record and told != is_there:
            wrong.append(f"{name} holds {is_there}, by the trace {number(told)}")
    known = "Counted from the trace: what was in flight, and how old it was, is not known."
    if not wrong:
        return known
    return (
        f"{known} Not all that leaves a queue or enters it is in the trace (dead letters, expired or filtered messages): "
        f"{'; '.join(wrong)}. Call queue_watch(account) before the run, and all of it is measured."
    )
