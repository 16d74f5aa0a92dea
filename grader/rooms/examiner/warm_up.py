"""What papers use at their first turn, loaded before they are forked: once for all of them, and once for a module.

Only modules that a paper asks for are loaded, so that a course of many modules starts as fast as one of a single module,
and a rubric that is broken costs nobody but its own exercises.
"""

import contextlib
from collections.abc import Collection

import boto3
from botocore.exceptions import ClientError

from course.asl.integrations.models import actions, service_of
from course.cloud.account import Account
from course.cloud.faults.places import model_of
from course.cloud.integrations.calls import client
from grader import notebook, rubrics
from grader.checks import Exercise, Part, examine
from grader.rooms.loading import loading
from grader.rooms.services import SERVICES, services_of

__all__ = ["load_rubrics", "load_services"]

_loaded: set[str] = set()
# A call of each service that changes nothing; of those that moto answers.
_HARMLESS = {
    "apigateway": "get_rest_apis",
    "apigatewayv2": "get_apis",
    "cloudwatch": "describe_alarms",
    "dynamodb": "list_tables",
    "events": "list_rules",
    "iam": "list_roles",
    "lambda": "list_functions",
    "logs": "describe_log_groups",
    "s3": "list_buckets",
    "sns": "list_topics",
    "sqs": "list_queues",
    "stepfunctions": "list_state_machines",
}
_NOTHING = Exercise("", "", ("nothing",), (Part("", 1.0, "B", lambda _: ()),), ())


def load_services() -> None:
    """Load the account, and the services that most exercises use."""
    with Account() as account:
        for service in SERVICES:
            _use(account, service)
        boto3.resource("dynamodb", region_name=account.region).Table("x")
        _be_refused_once(account)


def load_rubrics(modules: Collection[str]) -> None:
    """Load the rubrics of these modules, the pictures of their reports, and the services that they need besides.

    What was loaded before is not loaded again.

    What cannot be loaded is told where it is asked for: when a paper is examined.
    """
    if wanted := set(modules) - _loaded:
        _load_modules(wanted)
        _loaded.update(wanted)


@loading()
def _load_modules(modules: Collection[str]) -> None:
    # A quarter of all there is to load, and a plain notebook has no reports.
    from course.widgets.dot import lay_out

    notebook.bundle(examine(_NOTHING, {}, learner_id=rubrics.AUTHOR))
    lay_out([(1.0, 1.0)], [])
    if more := services_of(modules):
        with Account() as account:
            for service in more:
                _use(account, service)
    for module in modules:
        with contextlib.suppress(Exception):
            for exercise in rubrics.ids(module):
                _load(exercise)


def _load(exercise: str) -> None:
    with contextlib.suppress(Exception):
        examine(rubrics.exercise(exercise), {}, learner_id=rubrics.AUTHOR, grading=True)


def _use(account: Account, service: str) -> None:
    """Have a service answer: moto imports it, and both sides read its description, at the first call."""
    actions(service_of(service) or service)  # what a state machine may call of it
    model_of(service)
    client(service, account.region)  # by which it does so
    one = account.client(service)
    if service in _HARMLESS:
        getattr(one, _HARMLESS[service])()


def _be_refused_once(account: Account) -> None:
    """Have the services whose refusals moto takes out of AWS's models read them."""
    missing = {
        "sqs": ("get_queue_url", {"QueueName": "x"}),
        "sns": ("publish", {"TopicArn": "x", "Message": "x"}),
    }
    for service, (operation, words) in missing.items():
        with contextlib.suppress(ClientError):
            getattr(account.client(service), operation)(**words)
