"""Simulations: processes that pause on a clock of their own. Standard library only, for it also runs in a learner's process.

- `processes`: the clock with its agenda, and the token bucket; lesson M13 thinks with them, too
- `branch`: what is given of a branch of the insurer on the first of the month; `arrivals`: when its customers pay
- `plan`: how it is to be ready for them; `first_of_month`: what becomes of their payments then, `counted` in numbers
- `front_door`: where payments are let in and looked up; `bank`: where they are charged
"""

from .arrivals import arrivals
from .branch import NAMES, OUTAGE_MINUTES, Branch, BranchError, branch
from .counted import Counted
from .first_of_month import first_of_month
from .plan import PLACES, Plan, PlanError, plan_of
from .processes import Bucket, Simulation

__all__ = [
    "NAMES",
    "OUTAGE_MINUTES",
    "PLACES",
    "Branch",
    "BranchError",
    "Bucket",
    "Counted",
    "Plan",
    "PlanError",
    "Simulation",
    "arrivals",
    "branch",
    "first_of_month",
    "plan_of",
]
