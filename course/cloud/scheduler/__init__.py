"""Amazon EventBridge Scheduler: calls a target once, or again and again, by the account's clock.

What is stored is moto's; here is what happens when a schedule is due.
https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
"""

from .service import Scheduler

__all__ = ["Scheduler"]
