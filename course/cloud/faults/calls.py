"""Faults at the account's door: what becomes of a request."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.awsrequest import AWSPreparedRequest
from botocore.endpoint import DEFAULT_TIMEOUT
from botocore.exceptions import ReadTimeoutError

from course.cloud.refusal import Response, refuse

from .faults import Effect

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["answered"]


def answered(
    account: "Account",
    effect: Effect,
    service: str,
    request: AWSPreparedRequest,
    work: Callable[[], Response | None],
) -> Response | None:
    """Return the answer to a request that a fault strikes.

    Raises botocore's ReadTimeoutError where the answer is lost, after the time for which boto3 waits unless it is told
    otherwise: what a client's own Config says is not known here.
    """
    _pause(account, effect.seconds)
    if effect.error:
        return refuse(request, service, effect.error.status, effect.error.code, effect.error.message)
    response = work()
    if effect.kind == "duplicate":
        request.reset_stream()
        work()
    if effect.kind == "drop":
        _pause(account, float(DEFAULT_TIMEOUT))
        raise ReadTimeoutError(endpoint_url=request.url)
    return response


def _pause(account: "Account", seconds: float) -> None:
    # In another thread of the learner's time is not to be moved.
    if seconds and account.lives_here():
        account.clock.sleep(seconds)
