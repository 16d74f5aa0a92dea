"""The accounts of one examination: what completes moto stays in place between them, and is gone afterwards."""

from collections.abc import Callable, Iterator
from typing import Any

from moto.sqs.models import Queue

from grader.checks import Bench, Exercise, Finding, Part, examine

METHOD = "add_message"
MOTO_S = vars(Queue)[METHOD]


def _is_motos() -> bool:
    return vars(Queue)[METHOD] is MOTO_S


def _examined(look: Callable[[Bench], Any]) -> list[bool]:
    """Return what was moto's own, told by `look`, while an exercise was examined."""
    seen: list[bool] = []

    def check(bench: Bench) -> Iterator[Finding]:
        seen.extend(look(bench))
        yield from ()

    exercise = Exercise("", "", ("answer",), (Part("", 10, "B", check),), ())
    examine(exercise, {"answer": 1}, learner_id="author", strict=True)
    return seen


def test_between_two_accounts_moto_stays_completed() -> None:
    def look(bench: Bench) -> Iterator[bool]:
        for _ in range(2):
            yield _is_motos()
            with bench.account():
                yield _is_motos()
        yield _is_motos()

    assert _examined(look) == [True, False, False, False, False]


def test_where_no_account_is_opened_moto_stays_its_own() -> None:
    assert _examined(lambda _: [_is_motos()]) == [True]


def test_after_an_examination_moto_is_its_own_again() -> None:
    def look(bench: Bench) -> list[bool]:
        with bench.account():
            return [_is_motos()]

    assert _examined(look) == [False]
    assert _is_motos()
