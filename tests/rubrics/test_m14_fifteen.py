"""The fifteen faults of M14 E3: the assignment tells of each as it is, each strikes, each counts; and what an end entails."""

from pathlib import Path
from typing import Any

import pytest

from grader.checks import Bench
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m14 import ordeal
from grader.rubrics.m14.deeds import Payment, Stage
from grader.rubrics.m14.endured import ended
from grader.rubrics.m14.fifteen import Fault, fifteen
from grader.rubrics.m14.system import System
from grader.verify import find_course, material

ROOT = Path(__file__).parents[2]
ASSIGNMENT = (ROOT / "authoring" / "assignments" / "m14_capstone.py").read_text(encoding="utf-8")
FAULTS = fifteen(24)
# What these two are, people and programs do.
BY_DEEDS = {"asleep", "poison"}


@pytest.mark.parametrize(
    "number, fault", list(enumerate(FAULTS, start=1)), ids=[each.code for each in FAULTS]
)
def test_the_assignment_tells_of_it(number: int, fault: Fault) -> None:
    assert f"# | {number} {fault.name} | {fault.wrong} | {fault.holds} |\n" in ASSIGNMENT


class _Asked(dict[str, ordeal.Endured]):
    """What became of no system at all: notes which faults a part asks for."""

    def __missing__(self, code: str) -> ordeal.Endured:
        fault = next(each for each in FAULTS if each.code == code)
        return self.setdefault(code, ordeal.Endured(fault, Stage(None, 1, 0.0)))  # type: ignore[arg-type]  nobody looks


def test_there_are_fifteen_and_each_counts_in_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for part in exercise("m14.e3").parts:
        scene = _Asked()
        monkeypatch.setattr(Bench, "once", lambda *_, scene=scene: scene)
        list(part.check(Bench(exercise("m14.e3"), {}, learner_id=AUTHOR, grading=False)))
        asked += scene

    assert sorted(each.code for each in FAULTS) == sorted(asked)
    assert 15 == len(asked)


def test_each_fault_strikes_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a fault that nothing runs into, anything would hold."""
    found, struck = material(find_course(ROOT), "m14.e3"), set()
    played = ordeal._strike

    def noted(system: System, fault: Fault, number: int) -> Stage:
        begin = len(system.account.trace)
        stage = played(system, fault, number)
        if any(_is_struck(span.detail) for span in system.account.trace[begin:]):
            struck.add(fault.code)
        return stage

    monkeypatch.setattr(ordeal, "_strike", noted)
    bench = Bench(found.exercise, found.delivered(found.reference), learner_id=AUTHOR, grading=False)
    ordeal.endure(bench, {})

    assert {each.code for each in FAULTS} - BY_DEEDS == struck - BY_DEEDS


def _is_struck(detail: dict[str, Any]) -> bool:
    return "fault" in detail or detail.get("http") == 503 or "ServiceUnavailable" in str(detail.get("error"))


NOTHING = {"charges": 0, "refunds": 0, "customer": 0, "sales": 0, "communication": 0}
ALL = {"charges": 1, "refunds": 0, "customer": 1, "sales": 1, "communication": 1}


@pytest.mark.parametrize(
    "ends, stood, expected",
    [
        (("paid",), {"status": "accepted", **NOTHING}, {"status": "paid", **ALL}),
        (("paid",), {"status": "paid", **ALL, "charges": 2}, {"status": "paid", **ALL}),
        (("refused",), {"status": "paid", **ALL}, {"status": "refused", **NOTHING}),
        (("refunded",), {"status": "refunded", **NOTHING, "charges": 1}, {"status": "refunded", **NOTHING, "charges": 1, "refunds": 1}),
        (("refunded",), {"status": "refunded", **NOTHING}, {"status": "refunded", **NOTHING}),
        (("paid", "refunded"), {"status": "accepted", **NOTHING}, {"status": "paid or refunded"}),
        (("paid", "refunded"), {"status": "paid", **NOTHING}, {"status": "paid", **ALL}),
    ],
)  # fmt: skip
def test_the_book_and_the_tables_belong_to_the_end(
    ends: tuple[str, ...], stood: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert expected == ended(Payment({"policyId": "POL-1"}, ends, stood=stood))
