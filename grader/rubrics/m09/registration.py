"""The world of M09 E2: a table of usernames, customers who answer in their own way, and what becomes of each."""

import random
from dataclasses import dataclass, field
from typing import Any

from course.asl import StateMachine, StatesError, TaskRequest
from course.asl.json_text import compact
from course.cloud.integrations import Tasks
from course.cloud.integrations.failures import error_name
from grader.checks.machines import Story, played

__all__ = ["BUSY", "DENIED", "Customer", "Outcome", "Turn", "customer", "register"]

BUSY = "ProvisionedThroughputExceededException"
DENIED = "AccessDeniedException"
SOMEBODY = "C-1"
LARGEST_BATCH = 25
MOST_PATIENCE = 5
WRITES = ("putItem", "updateItem", "transactWriteItems", "batchWriteItem", "executeStatement")
NAMES = ("anna", "bert", "carla", "david", "eva", "frank", "greta", "hugo", "ida", "jonas", "karla", "leo")


@dataclass(frozen=True)
class Turn:
    """One answer of the customer, to a suggestion; and whether the name that is tried next is taken."""

    accepts: bool
    then_taken: bool = False


@dataclass(frozen=True)
class Customer:
    """One request with all that happens: who wishes which name, the turns, and what goes wrong with the table.

    `names` are those that are tried, the wish first; `suggestions` those that are made. The table is `busy` so many times
    when the last name is written; `broken` fails every write. A `race` is lost at the name of that number (from 1):
    somebody takes it just before it is written.
    """

    request: dict[str, str]
    names: tuple[str, ...]
    suggestions: tuple[str, ...]
    turns: tuple[Turn, ...]
    busy: int = 0
    broken: str = ""
    race: int = 0

    @property
    def taken(self) -> list[str]:
        """The names that others have before it begins."""
        gone = (bool(self.turns), *(turn.then_taken for turn in self.turns))
        return [
            name
            for number, name in enumerate(self.names, start=1)
            if gone[number - 1] and number != self.race
        ]

    def expected(self, rounds: int) -> tuple[list[dict[str, str]], str, str | None]:
        """Return who is to be asked what, the error that is to end it ("" for none), and the name that is to be written."""
        if self.broken:
            return [], self.broken, None
        calls: list[dict[str, str]] = []
        for number, turn in enumerate(self.turns):
            if number == rounds:
                return calls, "NoUsername", None
            calls += [{"suggest": self.names[number]}, {"ask": self.suggestions[number]}]
            if number + 1 == len(self.turns) and turn.then_taken:
                return calls, "NoUsername", None
        return [*calls, {"confirm": self.names[-1]}], "", self.names[-1]

    def words(self) -> str:
        """Say what happens."""
        said = [f"{self.request['username']} is {'taken' if self.turns else 'free'}"]
        for number, turn in enumerate(self.turns, start=1):
            name = self.names[number]
            does = f"accepts {name}" if turn.accepts else f"refuses and wishes {name}"
            how = (
                "which somebody takes just before it is written"
                if self.race == number + 1
                else "taken as well"
            )
            said.append(f"the customer {does}, {how if turn.then_taken else 'which is free'}")
        if self.busy:
            said.append(
                f"the table is busy at the first {'write' if self.busy == 1 else f'{self.busy} writes'} of it"
            )
        if self.broken:
            said.append(f"each write fails with {self.broken}")
        return "; ".join(said)


@dataclass
class Outcome:
    """What became of a customer: the story, the calls by function with their payloads, and the rows afterwards.

    `writes` is how often something was to be written. `others` are the names that somebody else got in time, `overwritten`
    those of them that were taken away again.
    """

    customer: Customer
    story: Story
    calls: list[tuple[str, Any]]
    writes: int
    others: list[str]
    rows: list[str] = field(default_factory=list)
    overwritten: list[str] = field(default_factory=list)


def customer(rng: random.Random, number: int, turns: tuple[Turn, ...] = (), **trouble: Any) -> Customer:
    """Make up a customer, whose names nobody else has."""
    words = rng.sample(NAMES, len(NAMES))
    names, suggestions = [f"{words[0]}{number}"], []
    for turn in turns:
        suggestions.append(f"{names[-1]}-{rng.randint(2, 9)}")
        names.append(suggestions[-1] if turn.accepts else f"{words[len(names)]}{number}")
    who = f"C-{1000 + number}"
    request = {"customerId": who, "email": f"{who.lower()}@mail.example", "username": names[0]}
    return Customer(request, tuple(names), tuple(suggestions), turns, **trouble)


def register(account: Any, machine: StateMachine, prefix: str, customers: list[Customer]) -> list[Outcome]:
    """Let each customer register, one after the other, in one account; then look into the table."""
    table = f"{prefix}-usernames"
    _make_table(account, table, [name for each in customers for name in each.taken])
    outcomes = [_play(account, machine, prefix, each) for each in customers]
    rows = {
        item["username"]["S"]: item.get("customerId", {}).get("S")
        for item in account.client("dynamodb").scan(TableName=table)["Items"]
    }
    for outcome in outcomes:
        who = outcome.customer.request["customerId"]
        outcome.rows = [name for name, owner in rows.items() if owner == who]
        outcome.overwritten = [name for name in outcome.others if rows.get(name) != SOMEBODY]
    return outcomes


def _play(account: Any, machine: StateMachine, prefix: str, who: Customer) -> Outcome:
    table = _Table(account, f"{prefix}-usernames", who)
    answers = _Answers(who)
    actors = {f"{prefix}-{name}": act for name, act in answers.actors.items()}
    story = played(machine, who.request, actors, otherwise=table, clock=account.clock)
    return Outcome(who, story, answers.calls, table.writes, table.others)


class _Answers:
    """The three functions: what each was called with, and what the customer says."""

    def __init__(self, who: Customer) -> None:
        self.calls: list[tuple[str, Any]] = []
        self._who = who
        self._asked = 0
        self.actors = {"suggest": self._suggest, "ask": self._ask, "confirm": self._confirm}

    def _suggest(self, payload: Any) -> dict[str, str]:
        self.calls.append(("suggest", payload))
        return {"suggestion": self._suggestion}

    def _ask(self, payload: Any) -> dict[str, Any]:
        self.calls.append(("ask", payload))
        self._asked += 1
        more = self._asked - len(self._who.turns)
        if more > 0:  # than anybody should ask; so that nobody asks for ever, this one agrees in the end
            return {"accepted": more > MOST_PATIENCE, "username": self._who.names[0]}
        turn, next_name = self._who.turns[self._asked - 1], self._who.names[self._asked]
        return {"accepted": True} if turn.accepts else {"accepted": False, "username": next_name}

    def _confirm(self, payload: Any) -> dict[str, bool]:
        self.calls.append(("confirm", payload))
        return {"sent": True}

    @property
    def _suggestion(self) -> str:
        made = self._who.suggestions
        return made[self._asked] if self._asked < len(made) else f"{self._who.names[0]}-{self._asked}"


class _Table:
    """Does the tasks that call DynamoDB, in the account; or lets go wrong what should. A task handler of `course.asl`."""

    def __init__(self, account: Any, name: str, who: Customer) -> None:
        self._account = account
        self._tasks = Tasks(account)
        self._name = name
        self._who = who
        self._busy = who.busy
        self._raced = who.names[who.race - 1] if who.race else None
        self.others = who.taken
        self.writes = 0

    def __call__(self, request: TaskRequest) -> Any:
        """Do one attempt of a task. Raises `StatesError`."""
        if request.resource.service == "dynamodb" and request.resource.action in WRITES:
            self._trouble(compact(request.parameters), sdk=request.resource.kind == "sdk")
        try:
            return self._tasks(request)
        except StatesError:
            raise
        except Exception as problem:  # noqa: BLE001  the lab's table breaks at some documents that AWS's refuses
            refusal = error_name("dynamodb", "ValidationException", sdk=request.resource.kind == "sdk")
            raise StatesError(refusal, str(problem)) from None

    def _trouble(self, written: str, *, sdk: bool) -> None:
        self.writes += 1
        code = self._who.broken
        if self._busy and f'"{self._who.names[-1]}"' in written:
            self._busy -= 1
            code = BUSY
        if code:
            raise StatesError(error_name("dynamodb", code, sdk=sdk), "The table says no.")
        if self._raced and f'"{self._raced}"' in written:
            _take(self._account, self._name, [self._raced])
            self.others.append(self._raced)
            self._raced = None


def _make_table(account: Any, name: str, taken: list[str]) -> None:
    account.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "username", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "username", "AttributeType": "S"}],
    )
    for begin in range(0, len(taken), LARGEST_BATCH):
        _take(account, name, taken[begin : begin + LARGEST_BATCH])


def _take(account: Any, table: str, names: list[str]) -> None:
    items = [{"username": {"S": name}, "customerId": {"S": SOMEBODY}} for name in names]
    requests = [{"PutRequest": {"Item": item}} for item in items]
    account.client("dynamodb").batch_write_item(RequestItems={table: requests})
