"""A test case of M08 E5, as a learner writes it: read, run on a state, and compared with what the state answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.checks import same

from .one_state import NOTHING, Tried, tried

__all__ = ["Case", "case", "wrong_form"]

# What a case gives, and what it expects, by the names of TestState.
GIVEN = ("input", "result", "error", "cause", "retries")
EXPECTED = ("status", "output", "nextState")


@dataclass(frozen=True)
class Case:
    """One case: `given` the state, and what is `expected` of its answer; each has the keys that were written."""

    title: str
    given: Mapping[str, Any]
    expected: Mapping[str, Any]

    @property
    def fails(self) -> bool:
        """Whether the work is said to fail."""
        return "error" in self.given

    def differs(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return what the state answers otherwise than expected; nothing where it passes."""
        answer = self._tried(state)
        if not answer.status:
            return {"refused by AWS": answer.cause}
        got = answered(answer)
        return {key: got[key] for key, wanted in self.expected.items() if not same(got[key], wanted)}

    def holds_if_nothing_is_done(self, follows: str) -> bool:
        """Tell whether it also passes on a state that hands its input through to the state that follows."""
        idle = {"status": "SUCCEEDED", "output": self.given["input"], "nextState": follows}
        return all(same(idle[key], wanted) for key, wanted in self.expected.items())

    def _tried(self, state: dict[str, Any]) -> Tried:
        error = {name: self.given[name] for name in ("error", "cause") if name in self.given}
        result, retries = self.given.get("result"), self.given.get("retries", 0)
        return tried(state, self.given["input"], result=result, error=error or None, retries=retries)


def answered(answer: Tried) -> dict[str, Any]:
    """Return what a case can expect of an answer, in words where there is nothing."""
    left = {"output": answer.output, "nextState": answer.next}
    none = f"<none: the state is not left, its status is {answer.status}>"
    return {"status": answer.status} | {
        name: none if value in ("", NOTHING) else value for name, value in left.items()
    }


def case(written: Any, number: int) -> Case:
    """Return a case as it was written; `wrong_form` has nothing to say of it."""
    name = written.get("name", "")
    return Case(
        f"case {number} ({name})" if name else f"case {number}",
        {key: written[key] for key in GIVEN if key in written},
        {key: written[key] for key in EXPECTED if key in written},
    )


def wrong_form(written: Any) -> str:
    """Say what is wrong with the form of a case; nothing where all is as agreed."""
    if not isinstance(written, dict):
        return f"it is {written!r}, no dictionary"
    agreed = (*GIVEN, *EXPECTED, "name")
    unknown = [key for key in written if key not in agreed]
    if unknown:
        return f"a key {unknown[0]!r} that was not agreed: a case has {', '.join(agreed)}, and no other"
    if "input" not in written:
        return "no input"
    if ("result" in written) == ("error" in written):
        return "both a result and an error" if "result" in written else "neither a result nor an error"
    for key, kind, words in (
        ("error", str, "a text"),
        ("cause", str, "a text"),
        ("retries", int, "a whole number"),
    ):
        if key in written and (not isinstance(written[key], kind) or isinstance(written[key], bool)):
            return f"{key} is {written[key]!r}, not {words}"
    if not any(key in written for key in EXPECTED):
        return "nothing expected: none of status, output, nextState"
    return ""
