"""A call of API Gateway's own API, read."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSPreparedRequest

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Asked", "NotTakenError"]


class NotTakenError(Exception):
    """A call is refused: by AWS with `code`, or because the lab does not do what the message says (501)."""

    def __init__(self, message: str, *, status: int = 501, code: str = "NotImplemented") -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Asked:
    """An operation and what it was asked with."""

    account: "Account"
    operation: str
    request: AWSPreparedRequest

    @cached_property
    def path(self) -> list[str]:
        """The parts of the path, without escapes."""
        return [unquote(part) for part in urlsplit(self.request.url).path.split("/") if part]

    @cached_property
    def region(self) -> str:
        """The Region that the call goes to."""
        host = (urlsplit(self.request.url).hostname or "").split(".")
        return host[1] if len(host) > 2 else self.account.region

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The JSON object in the body; empty without one."""
        try:
            found = json.loads(self.request.body) if self.request.body else {}
        except ValueError:
            return {}  # an OpenAPI document in YAML
        return found if isinstance(found, dict) else {}
