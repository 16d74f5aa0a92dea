"""What a system is deployed with: a learner's own settings, the same in all five exercises, and others to try it with."""

import random
from typing import Any

from grader.rubrics.insurer import ACCOUNT, prefix

__all__ = ["other_settings", "variant"]

REGION = "us-east-1"


def variant(rng: random.Random) -> dict[str, Any]:
    """Return the settings of one learner.

    No value is such as a right answer might hold of its own (100 keys, 2 seconds): stored answers are rewritten for learners
    by their values.
    """
    return {
        "prefix": prefix(rng),
        "region": REGION,
        "account": ACCOUNT,
        "limit": rng.randrange(605, 1000, 10),
        "hours": rng.randrange(25, 72, 2),
        "answer_ms": rng.randrange(352, 500, 10),
        "tolerance": rng.randrange(11, 30, 2) / 10,
        "budget": rng.randrange(42, 58, 2),
    }


def other_settings(settings: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return settings of which nothing is as in these, but the account and the Region."""
    drawn = variant(rng)
    drawn["prefix"] = prefix(rng, settings["prefix"])
    return {
        name: drawn[name] if name in ("prefix", "region", "account") else _other(drawn[name], settings[name])
        for name in settings
    }


def _other(drawn: Any, taken: Any) -> Any:
    return drawn if drawn != taken else drawn + 2
