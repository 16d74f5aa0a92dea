"""Where the account completes moto: each seam names what it replaces and why, and a test tells when it is not needed.

Seams are in place only while an account runs, so that plain moto beside us stays plain.
"""

from collections.abc import Callable

from . import (
    buckets,
    events,
    functions,
    objects,
    publishing,
    queues,
    scheduler,
    sdk,
    seam,
    secrets,
    streams,
    tables,
    topics,
)
from .seam import Seam

__all__ = ["SEAMS", "Seam", "install"]

SEAMS = (
    *topics.SEAMS,
    *publishing.SEAMS,
    *queues.SEAMS,
    *functions.SEAMS,
    *events.SEAMS,
    *scheduler.SEAMS,
    *buckets.SEAMS,
    *sdk.SEAMS,
    *objects.SEAMS,
    *secrets.SEAMS,
    *streams.SEAMS,
    *tables.SEAMS,
)


def install() -> Callable[[], None]:
    """Put all seams in place; return what takes them out."""
    return seam.install(SEAMS)
