"""Reads an account through its API, unseen: no span, no virtual time, and the random numbers stay where they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from moto.moto_api._internal import mock_random

from course import sdk
from course.cloud import entry

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Reader", "unseen"]


class Reader:
    """The describing and listing calls of the running account."""

    def __init__(self, account: "Account") -> None:
        self.account = account

    def get(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        """Make a call, and return its answer without the metadata. Raises botocore's ClientError."""
        answer: dict[str, Any] = getattr(_client(service, self.account.region), operation)(**parameters)
        answer.pop("ResponseMetadata", None)
        return answer

    def every(self, service: str, operation: str, key: str, **parameters: Any) -> list[Any]:
        """Return what a listing holds under `key`, all pages of it."""
        client = _client(service, self.account.region)
        if client.can_paginate(operation):
            pages = client.get_paginator(operation).paginate(**parameters)
            return [each for page in pages for each in page.get(key) or ()]
        return list(self.get(service, operation, **parameters).get(key) or ())


@contextmanager
def unseen() -> Iterator[None]:
    """Let calls inside of this block take no random number from those that come after it."""
    before = mock_random.getstate()
    try:
        yield
    finally:
        mock_random.setstate(before)


@cache
def _client(service: str, region: str) -> Any:
    client = sdk.session("looking", "only", region).client(service)
    # botocore asks every handler, whichever answers.
    client.meta.events.unregister("before-send", entry.answer)
    client.meta.events.register("before-send", entry.look_up)
    return client
