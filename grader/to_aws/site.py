"""The account in which an answer's work stands: the exercise's own check builds it, and is stopped when it is done with it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from course.called import called
from course.cloud import running
from course.cloud.account import Account
from course.cloud.trace import Span
from grader.checks import AnswerError, Bench, Exercise, captured
from grader.checks.bench import NotLookedAt
from grader.checks.plain import shown
from grader.study.places import StudyError

__all__ = ["Site", "stood"]

# What changes an account, and not only what lies in it.
_BUILDS = ("Add", "Attach", "Create", "Deploy", "Enable", "Put", "Set", "Subscribe", "Update")
_DATA = {
    *("PutEvents", "PutItem", "PutLogEvents", "PutMetricData", "PutObject", "PutTraceSegments", "UpdateItem"),
    "CreateLogStream",
}

# Takes what is there, and tells whether it is what was wanted.
Take = Callable[["Site", Account], bool]


class _Enough(Exception):  # noqa: N818  no error: what was wanted is there
    """The account was taken, and the check need not go on."""


class Site(Bench):
    """A bench that hands each account to `take` when the check is done with it, and ends the check with the first one taken.

    `built` tells whether the answer has built something in the account that is open; `given` are the ids of what stood there
    before the answer was first called, `mine` of what came by its calls.
    """

    def __init__(
        self,
        exercise: Exercise,
        answers: Mapping[str, object],
        take: Take,
        *,
        learner_id: str,
        keys: Any,
        sources: Mapping[str, str],
    ) -> None:
        super().__init__(
            exercise, answers, learner_id=learner_id, grading=False, keys=keys, sources=sources, cloud=None
        )
        self._take = take
        self.built = False
        self.mine: set[str] = set()
        self.given: set[str] | None = None

    @contextmanager
    def account(self, **options: Any) -> Iterator[Account]:
        """Open an account for the check; it is taken when the check is done with it."""
        with super().account(**options) as account:
            self.built, self.mine, self.given = False, set(), None
            yield account
            if self._take(self, account):
                raise _Enough

    @contextmanager
    def _around(self) -> Iterator[None]:
        with super()._around():
            account = running.current()
            before, mark = _ids(account), len(account.trace)
            if self.given is None:
                self.given = before
            try:
                yield
            finally:
                if any(map(_builds, account.trace[mark:])):
                    self.built = True
                    self.mine |= _ids(account) - before


def stood(exercise: Exercise, site: Site) -> bool:
    """Play the exercise's check until an account is taken; tell whether one was.

    Raises StudyError where the answer is not written, or breaks before anything of it stands.
    """
    with captured():
        _refuse_unwritten(exercise, site)
        for part in exercise.parts:
            try:
                with suppress(NotLookedAt):
                    for _ in part.check(site):
                        pass
            except _Enough:
                return True
            except AnswerError as trouble:
                raise StudyError(_broken(exercise, trouble)) from None
            except (ClientError, BotoCoreError) as trouble:
                raise StudyError(_unused(exercise, trouble)) from None
    broken = [each.trouble for each in site.answers.values() if each.trouble]
    if broken:
        raise StudyError(_broken(exercise, broken[0]))
    return False


def _refuse_unwritten(exercise: Exercise, site: Site) -> None:
    for name, answer in site.answers.items():
        if answer.missing:
            raise StudyError(
                f"{exercise.id}: found no `{name}` when your cells had run; expected the cell to define it without an error. "
                f"{_again(exercise)}"
            )
        if answer.untouched and name not in exercise.given:
            raise StudyError(
                f"{exercise.id}: `{name}` is not written yet, and there is nothing to export. Write your answer, save the "
                "notebook, and export again."
            )


def _broken(exercise: Exercise, trouble: AnswerError) -> str:
    return (
        f"{exercise.id}, `{trouble.name}`: found {shown(trouble.got)}; expected: {trouble.expected}. So nothing of it stood in an "
        f"account. {_again(exercise)}"
    )


def _unused(exercise: Exercise, trouble: Exception) -> str:
    return f"{exercise.id}: what your answer built could not be used as the task asks for ({trouble}). {_again(exercise)}"


def _again(exercise: Exercise) -> str:
    module = exercise.id.partition(".")[0]
    return f"`{called('check ' + module)}` says more; mend it, save the notebook, and export again."


def _ids(account: Account) -> set[str]:
    return {node.id for node in account.inventory().nodes}


def _builds(span: Span) -> bool:
    return (
        span.kind == "call"
        and span.status == "ok"
        and span.name.startswith(_BUILDS)
        and span.name not in _DATA
    )
