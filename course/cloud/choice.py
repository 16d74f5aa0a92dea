"""Which account a learner's code gets: the one in memory, or where COURSE_ENDPOINT is set, another endpoint."""

from typing import TYPE_CHECKING

from . import elsewhere

if TYPE_CHECKING:
    from .account import Account
elif elsewhere.is_wanted():
    from .elsewhere import Elsewhere as Account
else:
    from .account import Account

__all__ = ["Account"]
