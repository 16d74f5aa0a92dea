"""Moving the messages of a dead-letter queue back, or elsewhere: StartMessageMoveTask and its kin, which moto lacks.

A moved message is a new one: another id, another time of sending, no receives. Where no destination is named, each goes
back to the queue that it came from.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moto.core.utils import unix_time_millis
from moto.sqs.models import Message, Queue, sqs_backends

from course.facts import value

from .monitoring.refused import RefusedError

if TYPE_CHECKING:
    from .account import Account

__all__ = ["OPERATIONS", "MessageMoves"]

FASTEST: int = value("sqs.move.rate")


@dataclass
class Move:
    """One task: from which queue, to which (None: where each message came from), how far it is. Times in milliseconds."""

    handle: str
    source: Queue
    destination: Queue | None
    rate: int | None
    to_move: int
    started: int
    moved: int = 0
    status: str = "RUNNING"

    def told(self) -> dict[str, Any]:
        """Return it as ListMessageMoveTasks does: the handle only of one that runs."""
        told = {
            "Status": self.status,
            "SourceArn": self.source.queue_arn,
            "ApproximateNumberOfMessagesMoved": self.moved,
            "ApproximateNumberOfMessagesToMove": self.to_move,
            "StartedTimestamp": self.started,
        }
        if self.status == "RUNNING":
            told["TaskHandle"] = self.handle
        if self.destination:
            told["DestinationArn"] = self.destination.queue_arn
        if self.rate:
            told["MaxNumberOfMessagesPerSecond"] = self.rate
        return told


@dataclass
class MessageMoves:
    """The moves of one account, the latest last."""

    account: "Account"
    moves: list[Move] = field(default_factory=list)

    def start(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Begin a move as a task on the clock. Raises RefusedError."""
        source = self._queue(asked.get("SourceArn"), "SourceArn")
        if not any(queue.dead_letter_queue is source for queue in self._queues()):
            raise _invalid("Source queue must be configured as a Dead Letter Queue.")
        if any(move.status == "RUNNING" and move.source is source for move in self.moves):
            raise _invalid(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
            )
        named = asked.get("DestinationArn")
        rate = asked.get("MaxNumberOfMessagesPerSecond")
        if rate is not None and not (isinstance(rate, int) and 0 < rate <= FASTEST):
            raise _invalid(f"Value {rate} for parameter MaxNumberOfMessagesPerSecond is invalid.")
        destination = self._queue(named, "DestinationArn") if named else None
        waiting = len(source._messages)  # noqa: SLF001
        move = Move(self.account.new_id(), source, destination, rate, waiting, int(unix_time_millis()))
        self.moves.append(move)
        self.account.clock.spawn(self._go, move, name=f"move from {source.name}")
        return {"TaskHandle": move.handle}

    def listed(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the latest moves out of a queue, the newest first. Raises RefusedError."""
        source = self._queue(asked.get("SourceArn"), "SourceArn")
        found = [move.told() for move in reversed(self.moves) if move.source is source]
        return {"Results": found[: int(asked.get("MaxResults") or 1)]}

    def cancel(self, asked: dict[str, Any]) -> dict[str, Any]:
        """End a move; what was moved stays where it is now. Raises RefusedError."""
        running = {move.handle: move for move in self.moves if move.status == "RUNNING"}
        move = running.get(str(asked.get("TaskHandle")))
        if move is None:
            raise RefusedError("ResourceNotFoundException", "Task does not exist.", 404)
        move.status = "CANCELLED"
        return {"ApproximateNumberOfMessagesMoved": move.moved}

    def _go(self, move: Move) -> None:
        """Move what shows in the source, as many a second as may be."""
        left = move.to_move
        while left and move.status == "RUNNING":
            batch = move.source.messages[: min(move.rate or FASTEST, left)]
            if not batch:
                break
            for message in batch:
                target = move.destination or self._origin(message)
                if target is None:
                    move.status = "FAILED"
                    return
                move.source._messages.remove(message)  # noqa: SLF001
                target.add_message(self._renewed(message))
                move.moved += 1
            left -= len(batch)
            self.account.clock.sleep(1 if left else 0)
        if move.status == "RUNNING":
            move.status = "COMPLETED"

    def _renewed(self, message: Message) -> Message:
        fresh = Message(self.account.new_id(), message.body, message.system_attributes)
        fresh.message_attributes = message.message_attributes
        fresh.group_id, fresh.sequence_number = message.group_id, message.sequence_number
        fresh.deduplication_id = message.deduplication_id
        fresh.mark_sent()
        return fresh

    def _origin(self, message: Any) -> Queue | None:
        """Return the queue that set a message aside; None for one that was sent to the dead-letter queue itself."""
        name = getattr(message, "set_aside_by", None)
        return sqs_backends[self.account.id][self.account.region].queues.get(name) if name else None

    def _queue(self, arn: Any, name: str) -> Queue:
        found = next((queue for queue in self._queues() if queue.queue_arn == arn), None)
        if found is None:
            raise RefusedError(
                "ResourceNotFoundException",
                f"The resource that you specified for the {name} parameter doesn't exist.",
                404,
            )
        return found

    def _queues(self) -> list[Queue]:
        return list(sqs_backends[self.account.id][self.account.region].queues.values())


def _invalid(message: str) -> RefusedError:
    return RefusedError("InvalidParameterValueException", message)


OPERATIONS = {
    "StartMessageMoveTask": lambda account, asked: account.moves.start(asked),
    "ListMessageMoveTasks": lambda account, asked: account.moves.listed(asked),
    "CancelMessageMoveTask": lambda account, asked: account.moves.cancel(asked),
}
