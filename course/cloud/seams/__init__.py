"""Where the account completes moto: each seam names what it replaces and why, and a test tells when it is not needed.

Seams are in place only while an account runs, so that plain moto beside us stays plain.
"""

from collections.abc import Callable

from . import functions, queues, sdk, seam, topics
from .seam import Seam

__all__ = ["SEAMS", "Seam", "install"]

SEAMS = (*topics.SEAMS, *queues.SEAMS, *functions.SEAMS, *sdk.SEAMS)


def install() -> Callable[[], None]:
    """Put all seams in place; return what takes them out again."""
    return seam.install(SEAMS)
