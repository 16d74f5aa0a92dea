"""Where the account completes moto: each seam names what it replaces and why, and a test tells when it is not needed.

Seams are in place only while an account runs, so that plain moto beside us stays plain.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from . import (
    attributes,
    buckets,
    drawn,
    events,
    expressions,
    functions,
    logs,
    objects,
    publishing,
    queues,
    remembered,
    roles,
    scheduler,
    sdk,
    seam,
    secrets,
    streams,
    tables,
    topics,
    web,
)
from .seam import Seam

__all__ = ["SEAMS", "Seam", "in_place", "install", "install_apis"]

SEAMS = (
    *topics.SEAMS,
    *publishing.SEAMS,
    *queues.SEAMS,
    *attributes.SEAMS,
    *functions.SEAMS,
    *logs.SEAMS,
    *events.SEAMS,
    *scheduler.SEAMS,
    *buckets.SEAMS,
    *sdk.SEAMS,
    *objects.SEAMS,
    *secrets.SEAMS,
    *streams.SEAMS,
    *tables.SEAMS,
    *expressions.SEAMS,
    *web.SEAMS,
    *roles.SEAMS,
    *remembered.SEAMS,
    *drawn.SEAMS,
)


class _Holders:
    """Who needs the seams in place, as a number, and what takes them out."""

    def __init__(self) -> None:
        self._number = 0
        self._take_out = ExitStack()

    def another(self) -> None:
        """Note one more; the first has the seams put in place."""
        if not self._number:
            self._take_out.callback(seam.install(SEAMS))
            self._take_out.callback(_take_apis_out)
        self._number += 1

    def one_less(self) -> None:
        """Note one less; with the last the seams are taken out."""
        self._number -= 1
        if not self._number:
            self._take_out.pop_all().close()


def install() -> Callable[[], None]:
    """Put all seams in place but those of API Gateway, where they are not; return what lets go of them, called once.

    When the last has let go who put them there, all that are in place by then are taken out.
    """
    _holders.another()
    return _holders.one_less


@contextmanager
def in_place() -> Iterator[None]:
    """Hold the seams in place inside a block, in which many accounts begin and end one after the other."""
    let_go = install()
    try:
        yield
    finally:
        let_go()


def install_apis() -> None:
    """Put the seams of API Gateway in place, for as long as the others are. Harmless when they are there already.

    They wait until somebody asks for them because to import moto's API Gateway takes longer than all the rest.
    """
    if not _apis:
        from course.cloud import moto_apis  # noqa: F401  first, or what comes next takes seconds

        from . import apis

        _apis.append(seam.install(apis.SEAMS))


def _take_apis_out() -> None:
    while _apis:
        _apis.pop()()


_apis: list[Callable[[], None]] = []
_holders = _Holders()
