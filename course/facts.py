"""AWS's published numbers, each with its source and the date it was checked, from ``facts.toml``.

``value("sqs.long_poll.max")`` is the number alone, ``fact("sqs.long_poll.max")`` the number and all that is known
of it.
``latency("sns", "Publish")`` is not AWS's figure: it is the lab's own model of how long a call takes.
"""

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Fact", "FactsError", "fact", "facts", "latency", "old_facts", "retry_delays", "value"]

_FILE = Path(__file__).with_name("facts.toml")
_FIELDS = ("value", "unit", "source", "checked", "note")


class FactsError(KeyError):
    """There is no such fact, or it cannot be read the way it was asked for."""

    def __str__(self) -> str:
        """Return the sentence itself; a KeyError would show it quoted."""
        return str(self.args[0])


@dataclass(frozen=True)
class Fact:
    """One published number (or a table of numbers): where it stands, and the month it was last compared."""

    key: str
    value: Any
    unit: str
    source: str
    checked: str
    note: str

    def __str__(self) -> str:
        """Return it as a lesson would quote it."""
        return f"{self.value} {self.unit} ({self.source}, {self.checked})"


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def facts() -> dict[str, Fact]:
    """Return every fact by its key, in the order of the file."""
    return dict(_read(_document(), ""))


def _read(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, Fact]]:
    for name, entry in table.items():
        key = f"{prefix}{name}"
        if key == "lab":
            continue
        if "value" not in entry:
            yield from _read(entry, f"{key}.")
        elif missing := [field for field in _FIELDS if field not in entry]:
            raise FactsError(
                f"facts.toml: [{key}] has no {' and no '.join(missing)}; every fact needs {_FIELDS}."
            )
        else:
            yield key, Fact(key, *(entry[field] for field in _FIELDS))


def fact(key: str) -> Fact:
    """Return one fact, as in ``fact("sns.retry.lambda")``. Raises FactsError, which names the nearest key."""
    try:
        return facts()[key]
    except KeyError:
        near = difflib.get_close_matches(key, facts(), n=1, cutoff=0)
        raise FactsError(f"facts.toml has no fact {key!r}; the nearest is {near[0]!r}.") from None


def value(key: str) -> Any:
    """Return only the value of a fact."""
    return fact(key).value


def latency(service: str, operation: str) -> float:
    """Return the lab's modelled virtual seconds for a call: of this operation, else this service, else any."""
    model = _document()["lab"]["latency"]
    of_service = model.get(service)
    if not isinstance(of_service, dict):
        return float(model["default"])
    return float(of_service.get(operation, of_service.get("default", model["default"])))


def retry_delays(key: str) -> Iterator[float]:
    """Yield the seconds before each retry of a retry schedule such as ``sns.retry.sqs``.

    The first attempt is not among them: a caller tries, and then once more after each delay. AWS publishes both
    ends of the backoff but not its curve, so it is taken as geometric, and without the jitter that AWS adds.
    """
    plan = value(key)
    if not isinstance(plan, dict) or "backoff" not in plan:
        raise FactsError(f"facts.toml: {key!r} is {plan!r}, and no retry schedule.")
    yield from (0.0 for _ in range(plan["immediate"]))
    yield from (float(plan["pre_backoff_delay"]) for _ in range(plan["pre_backoff"]))
    shortest, longest, steps = plan["backoff_min"], plan["backoff_max"], plan["backoff"]
    growth = (longest / shortest) ** (1 / max(steps - 1, 1))
    yield from (round(shortest * growth**step, 3) for step in range(steps))
    yield from (float(plan["post_backoff_delay"]) for _ in range(plan["post_backoff"]))


def old_facts(today: date, months: int = 12) -> list[Fact]:
    """Return the facts not compared with their source for more than `months`: a reminder, no failure."""
    return [each for each in facts().values() if _age(each.checked, today) > months]


def _age(checked: str, today: date) -> int:
    year, month = (int(part) for part in checked.split("-"))
    return (today.year - year) * 12 + today.month - month
