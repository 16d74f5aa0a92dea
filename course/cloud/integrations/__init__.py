"""What the tasks of an account's executions call: the same account, its partners, and each other.

`Tasks(account)` is the task handler of `course.asl` for one account.
"""

from .tasks import Tasks

__all__ = ["Tasks"]
