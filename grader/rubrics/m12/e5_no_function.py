"""M12 E5, no function: four routes, an Express workflow behind them, a table behind that.

Judged by requests sent through the account's front door, in an order in which each depends on those before. Decided:

* Which state does what, which templates there are, and where the status is made, is left open.
* A status in the two hundreds is judged as exactly as one in the four hundreds: the task names both.
* No function means: none is called by the workflow, and none is behind a route. Where nothing is built, nothing is shown.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import called_functions, document, states_of
from grader.rubrics.insurer import prefix

from .registry import BUILD, DEFINITION, TYPE, Registry, Request, day, opened
from .spelling import spelt_wrong

VERBS = ("PUT", "GET", "PATCH", "DELETE")
THINGS = {
    "vehicles": "vehicleId",
    "devices": "deviceId",
    "houses": "houseId",
    "drivers": "driverId",
    "boats": "boatId",
}
# None of these is among DynamoDB's own words: whoever writes no placeholder fares like the others.
FIELDS = ("model", "label", "holder", "place", "note")
ACTION = "states:action/StartSyncExecution"
# What the action is to be given, as the API itself spells it.
GIVEN = ("stateMachineArn", "input")


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the table's name, what is registered, under which key, and the one field of it."""
    things = rng.choice(list(THINGS))
    return {"prefix": prefix(rng), "things": things, "key": THINGS[things], "field": rng.choice(FIELDS)}


def requests(bench: Bench) -> list[Request]:
    """What is sent, in order."""
    return [*day(bench.variant, random.Random(f"{bench.variant}")), *more_requests(bench)]


@hidden
def more_requests(bench: Bench, rng: random.Random) -> list[Request]:
    """The same of another thing, with texts that have to be escaped."""
    return day(bench.variant, rng, odd=True)


def _scene(bench: Bench) -> Registry:
    return opened(bench, requests(bench))


def answers(there: bool) -> Callable[[Bench], Iterator[Finding]]:  # noqa: FBT001  (the two kinds of request)
    """Make the check of the requests about what is there, or about what is not as the request would have it."""

    def check(bench: Bench) -> Iterator[Finding]:
        for row, exchange in enumerate(bench.once(_scene).exchanges, start=1):
            request, answer = exchange.request, exchange.answer
            if request.there is not there:
                continue
            bench.count()
            if answer.status != request.status or not same(answer.document, request.answer):
                where = f"{request.verb} /{bench.variant['things']}/{request.thing}"
                wanted = {"status": request.status, "body": request.answer}
                yield Finding(where, request.body, exchange.told, wanted, row)

    return check


def has_no_function(bench: Bench) -> Iterator[Finding]:
    """No function is called by the workflow, none is behind a route; the table has what was put."""
    built = bench.once(_scene)
    bench.count()
    for name in called_functions(document(bench, DEFINITION)):
        yield Finding(
            f"`{DEFINITION}`", None, f"calls the function {name}", "the table is asked by the workflow itself"
        )
    routes = {each.verb: each for each in built.routes if each.verb in VERBS}
    for verb in VERBS:
        if verb not in routes:
            yield Finding(
                f"{verb} /{bench.variant['things']}/{{...}}", None, "no such route is served", "the workflow"
            )
        elif ":states:" not in routes[verb].target:
            yield Finding(routes[verb].key, None, routes[verb].target or "nothing behind it", "the workflow")
    asked = [each.request for each in built.exchanges]
    kept = {each.thing for each in asked if each.status == 201}
    gone = {each.thing for each in asked if (each.verb, each.status) == ("DELETE", 200)}
    rows = sorted(str(each.get(bench.variant["key"])) for each in built.rows)
    if rows != sorted(kept - gone):
        yield Finding("the table", None, {"keys": rows}, {"keys": sorted(kept - gone)})


def spells_well(bench: Bench) -> Iterator[Finding]:
    """Tasks call actions that begin small, with parameters that begin big; the gateway names its action big."""
    built = bench.once(_scene)
    definition = document(bench, DEFINITION)
    bench.count()
    tasks = [each for each in states_of(definition) if each.type == "Task"]
    if spelt_wrong(definition) or not tasks:
        got = [{each.fields.get("Resource"): _parameters(each.fields)} for each in tasks] or "no task"
        expected = {"arn:aws:states:::dynamodb:getItem": ["Key", "TableName"]}
        yield Finding(f"the tasks of `{DEFINITION}`", None, got, {"such as": expected})
    actions = sorted({each.target for each in built.routes if each.verb in VERBS})
    if not actions or not all(each.endswith(ACTION) for each in actions):
        yield Finding(
            "what is behind the routes",
            None,
            actions or "no route is served",
            f"arn:aws:apigateway:us-east-1:{ACTION}",
        )
    for route in (each for each in built.routes if each.verb in VERBS):
        templates = list((route.integration.get("requestTemplates") or {}).values())
        if not any(all(f'"{name}"' in text for name in GIVEN) for text in templates):
            wanted = {"parameters of StartSyncExecution": list(GIVEN)}
            yield Finding(f"the request template of {route.key}", None, templates, wanted)


def _parameters(fields: dict[str, Any]) -> list[str]:
    found = fields.get("Arguments", fields.get("Parameters"))
    return sorted(found) if isinstance(found, dict) else []


def _starts_standard(bench: Bench) -> bool:
    """Whether a Standard workflow stands behind a route that wants to start it and wait."""
    if bench.answer(TYPE).value != "STANDARD":
        return False
    return any(ACTION in each.target for each in bench.once(_scene).routes)


def _starts_and_goes(bench: Bench) -> bool:
    """Whether each route starts the workflow without waiting for what comes out, and the client gets a receipt at best."""
    targets = [each.target for each in bench.once(_scene).routes if each.verb in VERBS]
    return bool(targets) and all(each.endswith("states:action/StartExecution") for each in targets)


EXERCISE = Exercise(
    id="m12.e5",
    title="No function",
    lesson="D5",
    deliver=(DEFINITION, TYPE, BUILD),
    variant=variant,
    parts=(
        Part("What is registered is made, read, changed and deleted", 3, "BX", answers(there=True)),
        Part(
            "What is not there is answered with 404, what is there already with 409",
            3,
            "B",
            answers(there=False),
        ),
        Part("Four routes, one workflow, the table, and no function", 2, "NX", has_no_function),
        Part("Actions and parameters are spelt as each side wants them", 2, "S", spells_well, lesson="D6"),
    ),
    misconceptions=(
        Misconception(
            "K12.10",
            "an action with a capital, or a parameter without one",
            lambda bench: spelt_wrong(document(bench, DEFINITION)),
            "Actions start small, parameters start big.",
            about="the tasks of your workflow",
        ),
        Misconception(
            "K12.5",
            "synchronous start on a Standard machine",
            _starts_standard,
            "One of the types has a synchronous start.",
            about="the type of your workflow",
        ),
        Misconception(
            "K12.4",
            "start thought to return the result",
            _starts_and_goes,
            "What did the call promise: a result or a receipt?",
            about="the action behind your routes",
        ),
    ),
    hints=(
        (
            "Who waits for whom? The client for the gateway, the gateway for the workflow, the workflow for the table. Which type and "
            "which start let the gateway have the output? And how does the table say that something was not as you thought?"
        ),
        (
            "A Choice on the method leads to one task each. The request template says what the workflow is given, the response template "
            "makes status and body of its output. A condition on a write makes the table itself decide whether the row is there: it "
            "fails with an error that a Catch can turn into an answer. Lesson step D5; D6 for the spelling."
        ),
        (
            "`ConditionExpression`: `attribute_not_exists(vehicleId)` for what must be new, `attribute_exists(vehicleId)` for what must be there. "
            '`"Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": ...}]`. The integration: `type="AWS"`, '
            '`uri="arn:aws:apigateway:us-east-1:states:action/StartSyncExecution"`, `credentials=role_arn`, in its template '
            "`stateMachineArn` and `input`. `#set($context.responseOverride.status = ...)` sets the status."
        ),
        (
            "A neighbour: a counter for votes that closes. The task, and where its Catch leads:\n"
            "```json\n"
            '{"Type": "Task", "Resource": "arn:aws:states:::dynamodb:updateItem",\n'
            ' "Arguments": {"TableName": "votes", "Key": {"vote": {"S": "{% $states.input.vote %}"}},\n'
            '  "UpdateExpression": "ADD ballots :one", "ConditionExpression": "attribute_not_exists(closedAt)",\n'
            '  "ExpressionAttributeValues": {":one": {"N": "1"}}},\n'
            ' "Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "Closed"}],\n'
            ' "Output": {"status": 200, "body": {}}, "End": true}\n'
            "\n"
            '"Closed": {"Type": "Pass", "Output": {"status": 410, "body": {}}, "End": true}\n'
            "```"
        ),
    ),
)
