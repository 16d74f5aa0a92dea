"""Why something did not arrive: what the account noted when a delivery was refused, or given up.

EventBridge and S3 are let in by a queue's policy in every account; who forgets it sees three empty tables, and no error.
"""

from .system import System

__all__ = ["explained", "lost_on_the_way"]

GIVEN_UP = ("lost", "dead-letter")
MOST = 3


def lost_on_the_way(system: System) -> list[str]:
    """Return the different reasons for which deliveries of the system came to nothing, some of them if there are many."""
    spans = system.account.trace[system.begin :]
    reasons = (
        str(each.detail["reason"])
        for each in spans
        if each.kind == "delivery" and each.status in GIVEN_UP and each.detail.get("reason")
    )
    return list(dict.fromkeys(reasons))[:MOST]


def explained(system: System, got: str) -> str:
    """Return what was found, with the first reason if there is one."""
    return "; ".join([got, *lost_on_the_way(system)[:1]])
