"""Answers that are definitions: each becomes a state machine, and what it calls and nobody has made gets a stand-in."""

import io
import json
import zipfile

from course.cloud.account import Account
from grader.checks import Answer, AnswerError, Exercise
from grader.checks.machines import document

from .site import Site
from .ways import Way

__all__ = ["STAND_IN", "create_machines"]

ROLE = "exported"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ],
}
RUNTIME, FILE = "python3.12", "stand_in"
STAND_IN = '''"""Stands in for {name}, which your exercise's check played: it answers with what it is given.

Write here what it is to do, before or after you deploy it.
"""


def handler(event, context):
    return event
'''


def create_machines(site: Site, account: Account, exercise: Exercise, way: Way) -> list[str]:
    """Create a state machine of each definition in the account, and stand-ins; return the names of these.

    Raises AnswerError where an answer is no definition, ClientError where the account refuses it.
    """
    states, role = account.client("stepfunctions"), _role(account)
    for name in reversed(
        _definitions(site, exercise)
    ):  # who calls another comes before it in what is delivered
        made = states.create_state_machine(
            name=_name(site, way, name),
            definition=json.dumps(document(site, name)),
            roleArn=role,
            type=_type(site, way, name),
        )
        site.mine.add(made["stateMachineArn"])
    missing = [node.id for node in account.inventory().nodes if node.kind == "missing"]
    return [made for address in missing if (made := _stand_in(account, address, role))]


def _role(account: Account) -> str:
    """Make a role for all of them; what is exported has roles of its own."""
    made = account.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST))
    return str(made["Role"]["Arn"])


def _definitions(site: Site, exercise: Exercise) -> list[str]:
    return [name for name in exercise.deliver if _is_definition(site.answers[name])]


def _is_definition(answer: Answer) -> bool:
    try:
        return "StartAt" in answer.value
    except (AnswerError, TypeError):  # a function, or a number
        answer.excuse()
        return False


def _name(site: Site, way: Way, name: str) -> str:
    if name in way.names:
        return way.names[name].format(**site.variant)
    prefix = site.variant.get("prefix")
    return "-".join(filter(None, (prefix, name.replace("_", "-"))))


def _type(site: Site, way: Way, name: str) -> str:
    if isinstance(way.types, str):
        return str(site.answers[way.types].value) if way.types else "STANDARD"
    return way.types.get(name, "STANDARD")


def _stand_in(account: Account, address: str, role: str) -> str:
    """Make what an ARN names; return its name, "" for what nobody can stand in for."""
    service, name = address.split(":")[2], address.split(":", 5)[-1].rpartition(":")[2]
    if service == "lambda":
        account.client("lambda").create_function(
            FunctionName=name,
            Runtime=RUNTIME,
            Handler=f"{FILE}.handler",
            Role=role,
            Code={"ZipFile": _package(name)},
        )
    elif service == "sqs":
        account.client("sqs").create_queue(QueueName=name)
    else:
        return ""
    return name


def _package(name: str) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"{FILE}.py"), STAND_IN.format(name=name))
    return package.getvalue()
