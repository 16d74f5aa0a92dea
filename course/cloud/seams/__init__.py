"""Where the account completes moto: each seam names what it replaces and why, and a test tells when it is not needed.

Seams are in place only while an account runs, so that plain moto beside us stays plain.
"""

from collections.abc import Callable
from contextlib import ExitStack

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

__all__ = ["SEAMS", "Seam", "install", "install_apis"]

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


def install() -> Callable[[], None]:
    """Put all seams in place but those of API Gateway; return what takes out all that are in place by then."""
    with ExitStack() as stack:
        stack.callback(seam.install(SEAMS))
        stack.callback(_take_apis_out)
        return stack.pop_all().close


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
