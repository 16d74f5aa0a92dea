"""What keeps a run from reading and writing, in words: no submission is at fault, and the next run goes on from there."""

import errno
from pathlib import Path

from nbgrader.api import InvalidEntry
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

__all__ = ["obstacle"]

FULL = (errno.ENOSPC, errno.EDQUOT)
RESUME = "Then run the same command again: nothing is lost, and it goes on from here."


def obstacle(problem: BaseException, db_url: str) -> str:
    """Return what stood in the way, where, and what to do; nothing where the problem is of another kind.

    `db_url` is the address of the gradebook. SQLite's words: https://www.sqlite.org/rescode.html
    """
    place = _place(db_url)
    said = str(problem) if isinstance(problem, SQLAlchemyError | InvalidEntry) else ""
    if "disk is full" in said or (isinstance(problem, OSError) and problem.errno in FULL):
        return f"the disk that `{Path(place).parent}` lies on is full. Make room there. {RESUME}"
    if "database is locked" in said:
        return (
            f"another program, a Formgrader or a command of nbgrader's, is writing into the gradebook `{place}` and does "
            f"not come to an end. Wait until it has, or close it. {RESUME}"
        )
    return ""


def _place(db_url: str) -> str:
    """Return the file that a gradebook is, or its address without a password."""
    url = make_url(db_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.render_as_string()
