"""Task handlers that succeed, fail or take their time by plan."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from course.asl.errors import StatesError
from course.asl.tasks import TaskRequest
from course.clock import Clock
from generated.documents import DOCUMENTS

FILE = '[1, {"items": [2], "n": 3}, "a"]'


@dataclass
class Planned:
    """Does what comes next in `plan`, and begins again at its end.

    A step is `("return", document)`, `("raise", name)` or `("sleep", seconds)`; who sleeps returns his parameters.
    `execution` answers task tokens, a second after they were handed out. A file of S3's always holds the same.
    """

    clock: Clock
    plan: list[tuple[str, Any]]
    execution: Any = None
    done: int = 0
    log: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(self, request: TaskRequest) -> Any:
        if request.resource.service == "s3":
            return {"Body": FILE}
        kind, what = self.plan[self.done % len(self.plan)] if self.plan else ("return", {})
        self.done += 1
        self.log.append((request.state, request.parameters))
        if request.resource.pattern == "waitForTaskToken" and kind != "raise":
            self.clock.call_later(
                1.0, lambda: self._answer(request.token, what if kind == "return" else None)
            )
        if request.resource.pattern.startswith("sync"):
            request.submitted({"ExecutionArn": "arn"})
        if kind == "raise":
            raise StatesError(what, "as planned")
        if kind == "sleep":
            self.clock.sleep(what)
            return request.parameters
        return what

    def _answer(self, token: str | None, document: Any) -> None:
        if self.execution is not None:
            self.execution.succeed(token, document)


NAMES = ["OrderRefused", "States.TaskFailed", "Lambda.TooManyRequestsException", "States.Timeout"]
STEPS = (
    st.tuples(st.just("return"), DOCUMENTS)
    | st.tuples(st.just("raise"), st.sampled_from(NAMES))
    | st.tuples(st.just("sleep"), st.sampled_from([0, 1, 30, 500]))
)
PLANS = st.lists(STEPS, max_size=4)
