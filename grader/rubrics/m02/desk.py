"""Where payments are accepted and answered later: table, queue and services, with which an answer's functions are called."""

from dataclasses import dataclass, field
from typing import Any

from grader.checks import AnswerError, Bench
from grader.rubrics.tables import new_table

from .services import Services

__all__ = ["Accepted", "Desk"]

TABLE, QUEUE = "requests", "requests-q"


@dataclass
class Accepted:
    """One call of `accept`: what came of it, how long it took, and which services were called meanwhile."""

    payment: dict[str, Any]
    returned: Any = None
    error: AnswerError | None = None
    took: float = 0.0
    called: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The request id in the receipt; empty where there is none."""
        found = self.returned.get("requestId") if isinstance(self.returned, dict) else None
        return found if isinstance(found, str) else ""


class Desk:
    """The place itself, in one account; for the payments in `failing`, by their keys, a service is out of order."""

    def __init__(self, bench: Bench, account: Any, seconds: dict[str, float]) -> None:
        self.failing: dict[str, str] = {}
        self.called: dict[str, list[str]] = {}
        self._bench = bench
        self._account = account
        self._table = new_table(account, TABLE, "requestId")
        self._url = account.client("sqs").create_queue(QueueName=QUEUE)["QueueUrl"]
        self._services = Services(account.clock, seconds)

    def accept(self, payment: dict[str, Any]) -> Accepted:
        """Let the answer accept a payment."""
        made, begin, before = Accepted(payment), self._account.clock.elapsed, len(self._services.calls)
        sqs = self._account.client("sqs")
        try:
            made.returned = self._bench.answer("accept")(
                payment, self._table, sqs, self._url, self._clients()
            )
        except AnswerError as error:
            made.error = error
        made.took = round(self._account.clock.elapsed - begin, 3)
        made.called = self._services.called[before:]
        return made

    def work(self) -> AnswerError | None:
        """Let the answer do what there is to do; return what it raised, if anything."""
        sqs = self._account.client("sqs")
        try:
            self._bench.answer("work")(self._table, sqs, self._url, self._clients())
        except AnswerError as error:
            return error
        return None

    def status(self, accepted: Accepted) -> Any:
        """Ask the answer how a request stands."""
        try:
            return self._bench.answer("status")(accepted.id, self._table)
        except AnswerError as error:
            return error.got

    def left(self) -> int:
        """Return how many messages are still in the queue, hidden ones included."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        sqs = self._account.client("sqs")
        found = sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def _clients(self) -> dict[str, Any]:
        """Return the services' clients: they fail for the payments that they are to fail for, and note who was asked."""
        clients = self._services.clients()

        def client(service: str) -> Any:
            def call(payment: Any) -> Any:
                key = str(payment.get("idempotencyKey")) if isinstance(payment, dict) else ""
                self.called.setdefault(key, []).append(service)
                answer = clients[service](payment)
                if self.failing.get(key) == service:
                    raise RuntimeError(f"{service} is out of order")
                return answer

            return call

        return {service: client(service) for service in clients}
