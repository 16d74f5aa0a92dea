"""Pieces of work for M12 E1: a story for each, made up from what decides which type it needs.

No answer stands here: type and reason follow from what a piece of work needs, and from what it would cost.
"""

import random
from dataclasses import dataclass

from course.facts import value

from .bills import express, standard

__all__ = ["KINDS", "REASONS", "TYPES", "Workload", "workload", "works"]

TYPES = ("STANDARD", "EXPRESS")
REASONS = ("pattern", "duration", "once", "history", "price")
LONGEST: int = value("states.express.duration")
MINUTE, HOUR, DAY = 60, 3600, 86_400

_WORK = (
    "A claim's photos are sorted",
    "A payment request is checked",
    "A policy's documents are put together",
    "A recorded call is filed",
    "A car's trip is rated",
    "A new address is spread to all services",
    "A premium is worked out anew",
    "An offer is prepared",
    "A claim is entered",
    "A contract is renewed",
    "A bonus is worked out",
    "A reminder is prepared",
    "A partner's invoice is compared with its order",
    "A customer's login is set up",
)
_WAITS = {
    "person": "It hands a task token to a person, and goes on when that person has decided.",
    "job": "It runs an AWS Glue job, and goes on when the job is over.",
    "activity": "One step is done by a program in our basement, which fetches its work from Step Functions.",
    "map": "It goes through a million lines of a file in S3, which a Distributed Map deals out.",
}
_HURTS = (
    "Its last step moves money, and nothing would recognise a repeat.",
    "One step adds to a counter from which bills are written, whoever has added before.",
    "One step orders a device at a supplier, who sends one for each order.",
)
_HARMLESS = (
    "Its steps read, or write under the key of the case, so that twice is like once.",
    "Its writes carry the id of the case as their key: a repeat writes the same once more.",
    "It reads, computes and puts a row in its place; a repeat would put the same row there.",
)
_AUDITED = "Auditors ask by API for each step of single runs, weeks later; nobody sets up logs for that."
_NOT_AUDITED = "Nobody looks at runs that are over."


@dataclass(frozen=True)
class Workload:
    """What one piece of work needs: transitions and seconds of a run, whom it waits for ("" for nobody), and the rest."""

    transitions: int
    seconds: float
    waits: str = ""
    twice_hurts: bool = False
    audited: bool = False

    @property
    def reason(self) -> str:
        """What decides: what rules Express out, or else the price."""
        if self.waits:
            return "pattern"
        if self.seconds > LONGEST:
            return "duration"
        if self.twice_hurts:
            return "once"
        return "history" if self.audited else "price"

    @property
    def type(self) -> str:
        """The type to take."""
        dearer = express(self.seconds * 1000) > standard(self.transitions)
        return "STANDARD" if self.reason != "price" or dearer else "EXPRESS"

    def told(self, rng: random.Random, work: str) -> str:
        """Return its story; which words are taken, tells nothing."""
        parts = [
            _WAITS.get(self.waits, ""),
            rng.choice(_HURTS if self.twice_hurts else _HARMLESS),
            _AUDITED if self.audited else _NOT_AUDITED,
        ]
        rng.shuffle(parts)
        begin = f"{work}. A run makes {self.transitions} transitions and lasts {_time(self.seconds)}."
        return " ".join([begin, *filter(None, parts)])


def _time(seconds: float) -> str:
    for unit, name in ((DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * unit and seconds % unit == 0:
            return f"{int(seconds // unit)} {name}"
    return f"{seconds:g} seconds"


def workload(kind: str, rng: random.Random) -> Workload:
    """Draw a piece of work of one of the `KINDS`."""
    few, many = rng.randint(2, 4), rng.randint(6, 12)
    brief, bit = rng.choice((0.2, 0.4, 1.5, 3, 8)), rng.random() < 0.5
    long = rng.choice((8 * MINUTE, 40 * MINUTE, 3 * HOUR, 5 * DAY))
    return {
        "asks somebody": lambda: Workload(many, rng.randint(2, 9) * DAY, "person", bit, audited=not bit),
        "has a pattern": lambda: Workload(few, brief + 60, rng.choice(("job", "activity", "map"))),
        "idle for long": lambda: Workload(few, long),
        "busy for long": lambda: Workload(
            many, rng.choice((6, 7, 20)) * MINUTE, twice_hurts=bit, audited=True
        ),
        "once": lambda: Workload(many, brief, twice_hurts=True),
        "once, and read": lambda: Workload(few, brief + 10, twice_hurts=True, audited=True),
        "read": lambda: Workload(many, brief, audited=True),
        "quick": lambda: Workload(many, brief),
        "a minute of steps": lambda: Workload(many + 2, rng.choice((50, 70, 90))),
        "minutes of nothing": lambda: Workload(few, rng.choice((170, 210, 270, 290))),
    }[kind]()


KINDS = (
    "asks somebody",
    "has a pattern",
    "idle for long",
    "busy for long",
    "once",
    "once, and read",
    "read",
    "quick",
    "a minute of steps",
    "minutes of nothing",
)


def works(rng: random.Random) -> list[str]:
    """Draw what is done, for each of the kinds another thing."""
    return rng.sample(_WORK, len(KINDS))
