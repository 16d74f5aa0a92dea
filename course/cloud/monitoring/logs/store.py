"""The log groups of an account, as its services write to them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moto.logs.models import LogsBackend, logs_backends

from . import embedded, metric_filters

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Logs"]


class Logs:
    """Writes log events, and lets those that anybody writes become metrics where a filter or their format says so."""

    def __init__(self, account: "Account") -> None:
        self._account = account

    @property
    def backend(self) -> LogsBackend:
        """What moto stores."""
        return logs_backends[self._account.id][self._account.region]

    def write(
        self,
        group: str,
        stream: str,
        *lines: str,
        at: int | None = None,
        make_group: bool = False,
        region: str = "",
    ) -> bool:
        """Write lines to a stream, which is made where it is not there; tell whether the group was there to take them.

        `at` is their moment in milliseconds since 1970, now where it is not given; `make_group` makes a group that is
        missing, as Lambda does.
        """
        backend = logs_backends[self._account.id][region or self._account.region]
        if make_group:
            backend.ensure_log_group(group)
        found = backend.groups.get(group)
        if found is None:
            return False
        if stream not in found.streams:
            found.create_log_stream(stream)
        moment = int(self._account.clock.now.timestamp() * 1000) if at is None else at
        found.put_log_events(stream, [{"timestamp": moment, "message": line} for line in lines])
        return True

    def arrived(self, group: str, events: Iterable[dict[str, Any]]) -> None:
        """Look at events (timestamp, message) that a group has taken, whoever wrote them."""
        events = list(events)
        embedded.extract(self._account.metrics, events)
        metric_filters.apply(
            self._account.metrics, self.backend.filters.get_matching_filters(log_group_name=group), events
        )
