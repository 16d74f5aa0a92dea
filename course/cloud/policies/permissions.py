"""Who may do what in an account: asked by lessons and checks, and by the services where the account enforces policies."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from botocore.awsrequest import AWSPreparedRequest
from moto.awslambda.models import lambda_backends
from moto.iam.models import iam_backends

from course.cloud.trace import Span

from . import acting, resources, roles, trust
from .actions import wanted
from .asking import Asked, Principal, account_of, keys, of_role, principal_of
from .denial import Denial, denial, words
from .evaluation import Decision, Policy, decide
from .findings import Finding, examine, unused
from .kinds import IDENTITY
from .made import Made

if TYPE_CHECKING:
    from course.asl import TaskRequest
    from course.cloud.account import Account
    from course.cloud.targets import Options

__all__ = ["Mode", "Permissions"]

Mode = Literal["read", "enforce"]
"""What an account does with policies.

With `read` they are kept, can be read and explained, and nobody is refused but who is refused in any account of the
lab: EventBridge and S3 at a queue, API Gateway at a function. With `enforce` it is as on AWS: a topic at a queue;
EventBridge, S3 and SNS at a topic or a function; whatever a function's code, a task or a schedule does, by the role's
policies and who may act in it. `iam:PassRole` is not asked; neither are a function's log group, and an event source
mapping's reading once the mapping was made.
"""

# What a service does to a target, by the service of the target's ARN.
_DELIVERIES = {
    "events": "events:PutEvents",
    "lambda": "lambda:InvokeFunction",
    "sns": "sns:Publish",
    "sqs": "sqs:SendMessage",
    "states": "states:StartExecution",
}
# What Lambda does on behalf of an event source mapping, by the service of the source.
_READING = {
    "dynamodb": ("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"),
    "sqs": ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes"),
}
_LABELS = {"dynamodb": "DynamoDB", "sqs": "SQS"}


class Permissions:
    """The policies of one account, read anew each time."""

    def __init__(self, account: "Account", mode: Mode) -> None:
        if mode not in ("read", "enforce"):
            message = f'policies={mode!r}: write "read" or "enforce".'
            raise ValueError(message)
        self.mode: Mode = mode
        self._account = account
        self._lent: acting.Lent = {}
        self._tokens: dict[str, str] = {}

    @property
    def enforced(self) -> bool:
        """Whether the account refuses what policies do not allow."""
        return self.mode == "enforce"

    def explain(
        self, principal: str, action: str, resource: str, context: Mapping[str, str] | None = None
    ) -> Decision:
        """Tell whether somebody may do something, which statement decided, and what a near miss lacks.

        `principal` is a service (``sns.amazonaws.com``), the ARN of a role or of a session of one, or the number of an
        account; `action` is IAM's, `resource` an ARN. `context` has keys of the request, such as ``aws:SourceArn``;
        ``aws:SourceAccount`` follows from it. What it says does not depend on whether the account enforces policies.
        """
        return self._decide(self._asked(principal_of(principal), action, resource, context or {}))

    def findings(self) -> list[Finding]:
        """Return what is wrong with the policies of the account, and what roles are allowed and never did so far."""
        owner, region, found = self._account.id, self._account.region, list[Finding]()
        for arn in resources.all_of(owner, region):
            if each := resources.policy_of(arn, owner):
                found += examine(each, owner)
        used = self._used()
        for role in roles.all_roles(owner):
            own = list(roles.of(role))
            for each in (*own, roles.trust(role)):
                found += examine(each, owner)
            done = used.get(role.arn)
            if done is not None:
                for each in own:
                    found += unused(each, done)
        return found

    def lend(self, span: Span | None, request: "TaskRequest") -> None:
        """Note in whose role a task calls, and whose token it sends."""
        context = request.context.get("Execution") or {}
        role = str(context.get("RoleArn") or "")
        if isinstance(request.credentials, dict) and request.credentials.get("RoleArn"):
            role = str(request.credentials["RoleArn"])
        if span is not None and role:
            self._lent[span.id] = of_role(role, str(context.get("Name") or "states"))
        if request.token:
            self._tokens[request.token] = str((request.context.get("StateMachine") or {}).get("Id") or "")

    def refusal(self, span: Span, request: AWSPreparedRequest) -> Denial | None:
        """Return how a call is refused by policies; None where it may be made. `span` is the call's own."""
        principal = self._caller(span, request)
        made = self._made(span, request)
        for action, resource in wanted(made):
            context = {"aws:RequestedRegion": made.region, "aws:SourceIp": "127.0.0.1"}
            asked = self._asked(principal, action, resource, context)
            decision = self._decide(asked)
            if not decision.allowed:
                return denial(span.service, asked, decision)
        parameters, owner = span.detail["parameters"], self._account.id
        resource = next((resource for _, resource in wanted(made)), "")
        return trust.refusal(span.service, span.name, parameters, owner, resource) or self._no_reading(span)

    def delivery_refusal(self, arn: str, options: "Options") -> str:
        """Return why a service may not hand something to a target; "" where it may.

        It acts in the role of the options, by itself (their principal), or in the role of the function whose
        asynchronous invocation has ended.
        """
        action = _DELIVERIES.get(arn.split(":")[2], "")
        if arn.split(":")[2:3] == ["events"] and ":api-destination/" in arn:
            action = "events:InvokeApiDestination"
        if not action:
            return ""
        if options.role:
            service = options.principal or "scheduler.amazonaws.com"
            if not trust.admits(options.role, service, self._account.id, options.sender):
                return f"{service} is not authorized to assume {options.role}"
            return self._refused(of_role(options.role, "delivery"), action, arn, "")
        if options.principal:
            return self._refused(principal_of(options.principal), action, arn, options.sender)
        span = next(self._account.trace.causes(), None)
        ended = span is not None and (span.kind, span.service) == ("delivery", "lambda")
        principal = acting.within(self._account, span, self._lent) if ended else None
        return self._refused(principal, action, arn, "") if principal else ""

    def service_refusal(self, service: str, arn: str, source_arn: str) -> str:
        """Return why a service may not hand something to a target on behalf of a source; "" where it may."""
        return self._refused(principal_of(service), _DELIVERIES[arn.split(":")[2]], arn, source_arn)

    def _refused(self, principal: Principal, action: str, arn: str, source_arn: str) -> str:
        context = {"aws:SourceArn": source_arn} if source_arn else {}
        asked = self._asked(principal, action, arn, context)
        decision = self._decide(asked)
        return "" if decision.allowed else words(asked, decision)

    def _asked(self, principal: Principal, action: str, resource: str, context: Mapping[str, str]) -> Asked:
        source = context.get("aws:SourceArn", "")
        now = self._account.clock.now
        known = {"aws:CurrentTime": now.isoformat(), "aws:EpochTime": str(int(now.timestamp()))}
        if principal.kind == "Service" and account_of(source) == "" and source:
            known["aws:SourceAccount"] = self._account.id
        if principal.arn == "cloudwatch.amazonaws.com":
            # Alarms reach a topic by the policy that every topic begins with.
            known["aws:SourceOwner"] = self._account.id
        return Asked(
            principal, action, resource, keys(principal, source_arn=source, context={**known, **context})
        )

    def _decide(self, asked: Asked) -> Decision:
        return decide(asked, list(self._policies(asked)), self._account.id)

    def _policies(self, asked: Asked) -> Iterator[Policy]:
        principal, owner = asked.principal, self._account.id
        if principal.role and principal.account == owner:
            role = roles.find(principal.role)
            if role is None:
                yield Policy(principal.role, IDENTITY, problem=f"There is no role {principal.role}.")
            else:
                yield from roles.of(role)
        elif ":user/" in principal.arn and principal.account == owner:
            iam = iam_backends[owner]["aws"]
            for user in iam.users.values():
                if user.arn == principal.arn:
                    yield from roles.of(user)
        if found := resources.policy_of(asked.resource, owner):
            yield found
        elif asked.action == "sts:AssumeRole" and (role := roles.find(asked.resource)):
            yield roles.trust(role)

    def _caller(self, span: Span, request: AWSPreparedRequest) -> Principal:
        within = self._account.trace[span.cause - 1] if span.cause is not None else None
        return acting.within(self._account, within, self._lent) or acting.by_keys(self._account, request)

    def _made(self, span: Span, request: AWSPreparedRequest | None) -> Made:
        parameters = dict(span.detail.get("parameters") or {})
        if machine := self._tokens.get(str(parameters.get("taskToken", ""))):
            parameters["stateMachineArn"] = machine
        url, headers = (request.url, dict(request.headers)) if request else (_unseen(span), {})
        account = self._account
        return Made(span.service, span.name, url, headers, parameters, account.region, account.id)

    def _no_reading(self, span: Span) -> Denial | None:
        """Return how an event source mapping is refused whose function may not read the source."""
        if not (found := _mapped(span)):
            return None
        name, source = found
        role = acting.role_of_function(self._account, name)
        for action in _reading(source) if role else ():
            if role and self._refused(role, action, source, ""):
                prefix, operation = action.split(":")
                said = f"The function execution role does not have permissions to call {operation} on {_LABELS[prefix]}"
                return Denial("InvalidParameterValueException", 400, said)
        return None

    def _used(self) -> dict[str, set[tuple[str, str]]]:
        """Return, for each role that something was run in, the actions and resources that were asked for."""
        used: dict[str, set[tuple[str, str]]] = {}
        trace = self._account.trace
        for span in trace:
            if span.kind == "invocation" and span.service == "lambda":
                principal = acting.within(self._account, span, self._lent)
                if principal:
                    used.setdefault(principal.role, set())
            within = trace[span.cause - 1] if span.kind == "call" and span.cause is not None else None
            principal = acting.within(self._account, within, self._lent) if within else None
            if principal and principal.role:
                used.setdefault(principal.role, set()).update(wanted(self._made(span, None)))
        for name, source in self._mappings():
            reader = acting.role_of_function(self._account, name)
            if reader and reader.role in used:
                used[reader.role].update((action, source) for action in _reading(source))
        return used

    def _mappings(self) -> Iterator[tuple[str, str]]:
        """Yield function and source of every event source mapping that is there, or was made and is gone."""
        known = lambda_backends[self._account.id][self._account.region]
        for mapping in known.list_event_source_mappings("", ""):
            yield mapping.function_arn, mapping.event_source_arn
        for span in self._account.trace:
            if span.status == "ok" and (found := _mapped(span)):
                yield found


def _mapped(span: Span) -> tuple[str, str] | None:
    """Return the function and the source of an event source mapping that a call asks for; None for another call."""
    if (span.kind, span.service, span.name) != ("call", "lambda", "CreateEventSourceMapping"):
        return None
    parameters = span.detail["parameters"]
    return str(parameters.get("FunctionName", "")), str(parameters.get("EventSourceArn", ""))


def _reading(source: str) -> list[str]:
    """Return the actions that a function's role needs, and uses, where a mapping reads a source for the function."""
    service = "".join(source.split(":")[2:3])
    return [f"{service}:{operation}" for operation in _READING.get(service, ())]


def _unseen(span: Span) -> str:
    """Return a URL that names what a call was about, for one whose own is not known any more."""
    if span.service == "s3":
        return f"https://s3.amazonaws.com/{span.target}/*"
    return f"https://lambda/2015-03-31/functions/{span.target}/x" if span.service == "lambda" else ""
