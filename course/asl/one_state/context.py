"""The context object of a state under test: the one that is given, or one as an Express execution has it."""

from typing import Any

from course.asl.engine.context import of_execution, of_visit, with_retries, with_token
from course.asl.engine.execution import Execution
from course.asl.engine.plan import Step

from .checks import WITH_TOKEN
from .request import Request
from .subject import NAME

__all__ = ["context_of"]


def context_of(request: Request, step: Step, execution: Execution) -> dict[str, Any]:
    """Return what the state's expressions see as `$$` or `$states.context`.

    The state has the same name in it whatever it is called, and the execution has no role if the request has none.
    """
    if request.context is not None:
        return request.context
    around = of_execution(execution)
    around["Execution"]["RoleArn"] = request.role_arn
    context = of_visit(around, NAME, execution.log.now_text, counts_retries=step.counts_retries)
    if request.configuration.retries:
        context = with_retries(context, request.configuration.retries)
    if step.resource and step.resource.pattern in WITH_TOKEN:
        return with_token(context, execution.world.callbacks.issue(execution.identity.arn).token)
    return context
