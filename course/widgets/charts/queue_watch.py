"""Looks at an account's queues while virtual time passes, as CloudWatch does on AWS, and disturbs nothing."""

from dataclasses import dataclass, field
from typing import Any

from course.widgets.charts.queue_arrivals import arrivals
from course.widgets.charts.queue_record import QueueRecord

__all__ = ["QueueWatch", "dead_letters", "queues_of"]

_MOST = 400  # looks kept for a queue; then every second one goes, and looks become half as frequent
_FIRST = 0.1  # virtual seconds between two looks in the beginning


@dataclass
class _Look:
    at: float
    held: int
    in_flight: int
    oldest: float


@dataclass
class _Watched:
    looks: list[_Look] = field(default_factory=list)
    begin: float = 0.0


class QueueWatch:
    """Looks at every queue of an account from now on, first each tenth of a second, later less often.

    Nothing waits for its looks, none of them is a call, and none is in the trace.
    """

    def __init__(self, account: Any) -> None:
        self.account = account
        self._every = _FIRST
        self._watched: dict[str, _Watched] = {}
        self._tick()

    def records(self) -> list[QueueRecord]:
        """Return what was seen so far, queue by queue, in the order in which they were made."""
        self._look()
        arrived = arrivals(self.account.trace, self._watched)
        dead = dead_letters(self.account)
        return [
            QueueRecord(
                name,
                [(look.at, look.held) for look in watched.looks],
                [(look.at, look.in_flight) for look in watched.looks],
                [(look.at, look.oldest) for look in watched.looks],
                [moment for moment in arrived[name] if moment >= watched.begin],
                dead.get(name),
            )
            for name, watched in self._watched.items()
        ]

    def _tick(self) -> None:
        self._look()
        if any(len(watched.looks) >= _MOST for watched in self._watched.values()):
            self._every *= 2
            for watched in self._watched.values():
                watched.looks = _thinned(watched.looks)
        clock = self.account.clock
        clock.recur_at(clock.elapsed + self._every, self._tick, "the watch over the queues")

    def _look(self) -> None:
        now, start = self.account.clock.elapsed, self.account.clock.start.timestamp()
        for name, queue in queues_of(self.account).items():
            watched = self._watched.setdefault(name, _Watched(begin=now))
            look = _look_at(queue, now, start)
            if watched.looks and watched.looks[-1].at == now:
                watched.looks.pop()
            watched.looks.append(look)


def queues_of(account: Any) -> dict[str, Any]:
    """Return the queues that an account holds now, by name; none of one that has ended."""
    from moto.sqs.models import sqs_backends  # not above: to import it takes longer than to draw

    if not account.lives_here() or not _runs(account):
        return {}
    return dict(sqs_backends[account.id][account.region].queues)


def dead_letters(account: Any) -> dict[str, int]:
    """Return how many messages are in the dead-letter queue of each queue that has one."""
    found = {}
    for name, queue in queues_of(account).items():
        if queue.dead_letter_queue is not None:
            held = queue.dead_letter_queue._messages  # noqa: SLF001  moto's `messages` leaves out those in flight
            found[name] = len(held)
    return found


def _runs(account: Any) -> bool:
    from course.cloud import running

    return bool(running.stack) and running.stack[-1] is account


def _look_at(queue: Any, now: float, start: float) -> _Look:
    held = queue._messages  # noqa: SLF001  moto's `messages` leaves out those in flight and delayed
    moment = (start + now) * 1000
    in_flight = sum(message.visible_at >= moment for message in held)
    first = min((message.sent_timestamp or moment for message in held), default=moment)
    return _Look(now, len(held), in_flight, max(moment - first, 0.0) / 1000)


def _thinned(looks: list[_Look]) -> list[_Look]:
    """Keep the first, and of each two that follow the one that saw more messages, so that no height is lost."""
    rest = looks[1:]
    kept = [max(rest[at : at + 2], key=lambda look: look.held) for at in range(0, len(rest), 2)]
    return [looks[0], *kept]
