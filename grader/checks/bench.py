"""What a check works with: the answers, this learner's variant, and fresh AWS accounts."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any, TypeVar

from .answer import MISSING, Answer, AnswerError
from .exercise import Exercise, Finding
from .keys import NO_KEYS, Keys

__all__ = ["Bench", "NotLookedAt"]

T = TypeVar("T")

# Backstop for what runs on after an answer has returned; deliveries are retried for up to 23 days.
LONGEST_ACCOUNT = 60 * 86_400.0


class NotLookedAt(Exception):  # noqa: N818  no error: a part that would only repeat what another has said
    """A part cannot say anything new, because what it needs has already failed."""


class Bench:
    """One examination of one exercise.

    `grading` adds the hidden rows, see `hidden`. `variant` holds this learner's values. `rng` is seeded by learner and
    exercise, for generated rows that everybody may see; in an exam `keys` take the learner's place. `findings` holds, by
    name of part, what was found so far; `printed` what the last call of an answer wrote to stdout.
    """

    def __init__(
        self,
        exercise: Exercise,
        answers: Mapping[str, object],
        *,
        learner_id: str,
        grading: bool,
        keys: Keys = NO_KEYS,
        sources: Mapping[str, str] | None = None,
        cloud: Callable[[], AbstractContextManager[Any]] | None = None,
    ) -> None:
        self.grading = grading
        self.variant = exercise.values(learner_id, keys.values)
        self.rng = random.Random(f"{keys.values or learner_id}/{exercise.id}/rows")
        self._hidden_seed = f"{keys.hidden or learner_id}/{exercise.id}/hidden"
        self.findings: dict[str, list[Finding]] = {}
        self.blocked: dict[str, str] = {}
        self.compared = 0
        self.printed = ""
        self._patience = exercise.patience
        self._cloud = cloud
        self._open: list[Any] = []
        self._held: ExitStack | None = None
        self._scenes: dict[object, tuple[Any, AnswerError | None]] = {}
        self.answers = {
            name: Answer(
                name, answers.get(name, MISSING), (sources or {}).get(name), self._around, self._hear
            )
            for name in exercise.deliver
        }

    @contextmanager
    def examination(self) -> Iterator[None]:
        """Leave in place inside the block, from the first account on, what completes moto: an account has it put there anew."""
        with ExitStack() as held:
            self._held = held
            try:
                yield
            finally:
                self._held = None

    def answer(self, name: str) -> Answer:
        """Return what was delivered as `name`. Ends the part where it is known not to work."""
        if name in self.blocked:
            raise NotLookedAt(self.blocked[name])
        return self.answers[name]

    @contextmanager
    def account(self, **options: Any) -> Iterator[Any]:
        """Open a fresh AWS account for the block, with its clock at the start; `options` are those of the `Account`."""
        with self._new_account(**options) as account:
            account.clock.limit = LONGEST_ACCOUNT
            self._open.append(account)
            try:
                yield account
            finally:
                self._open.pop()

    def once(self, scene: Callable[["Bench"], T]) -> T:
        """Return `scene(bench)`, played at the first call only, for parts and detectors that look at the same scene."""
        if scene not in self._scenes:
            try:
                self._scenes[scene] = scene(self), None
            except AnswerError as error:
                self._scenes[scene] = None, error
        result, trouble = self._scenes[scene]
        if trouble is not None:
            raise trouble
        return result  # type: ignore[no-any-return]

    def count(self, rows: int = 1) -> None:
        """Note that so many more cases were compared, so that the report can say how much was verified."""
        self.compared += rows

    def block_what_is_stuck(self) -> None:
        """Let the parts that follow skip the answers that never yet worked."""
        for name, answer in self.answers.items():
            if answer.stuck:
                self.blocked.setdefault(name, f"`{name}` does not run yet")

    def _hidden_rng(self, name: str) -> random.Random | None:
        """Return the source of the hidden rows of this name, always from its beginning; None outside of grading."""
        return random.Random(f"{self._hidden_seed}/{name}") if self.grading else None

    def _new_account(self, **options: Any) -> AbstractContextManager[Any]:
        if self._cloud is not None:
            return self._cloud()
        from course.cloud import seams  # moto takes seconds to import; plain data needs none of it
        from course.cloud.account import Account

        if self._held is not None:
            self._held.enter_context(seams.in_place())
        return Account(**options)

    def _hear(self, printed: str) -> None:
        self.printed = printed

    @contextmanager
    def _around(self) -> Iterator[None]:
        """Hold an account around a call (nothing may reach the network) and bound the virtual time it takes."""
        with nullcontext(self._open[-1]) if self._open else self.account() as account:
            clock = account.clock
            before = clock.limit
            limits = [limit for limit in (before, clock.elapsed + self._patience) if limit is not None]
            clock.limit = min(limits)
            try:
                yield
            finally:
                clock.limit = before
