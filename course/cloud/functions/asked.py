"""A request to Lambda's API, read."""

import base64
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from botocore.awsrequest import AWSPreparedRequest
from moto.awslambda.models import LambdaBackend, lambda_backends

from .refusing import invalid
from .resolution import qualifier_of

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Asked"]


@dataclass(frozen=True)
class Asked:
    """An operation and what it was asked with."""

    account: "Account"
    operation: str
    request: AWSPreparedRequest

    @cached_property
    def name(self) -> str:
        """The function's name or ARN; "" where the path has none."""
        parts = urlsplit(self.request.url).path.split("/")
        return unquote(parts[parts.index("functions") + 1]) if "functions" in parts[:-1] else ""

    @cached_property
    def query(self) -> dict[str, str]:
        """The parameters at the end of the URL."""
        return dict(parse_qsl(urlsplit(self.request.url).query))

    @property
    def qualifier(self) -> str | None:
        """The version or alias that was asked for. Raises RefusedError where name and parameter disagree."""
        within, beside = qualifier_of(self.name), self.query.get("Qualifier", "")
        if within and beside and within != beside:
            raise invalid(
                "The derived qualifier from the function name does not match the specified qualifier."
            )
        return within or beside or None

    @cached_property
    def body(self) -> bytes:
        """The body as it came."""
        body = self.request.body or b""
        if isinstance(body, str):
            return body.encode()
        return bytes(body) if isinstance(body, bytes | bytearray) else bytes(body.read())

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The JSON object in the body; empty without one."""
        return dict(json.loads(self.body or b"{}"))

    @property
    def archive(self) -> bytes:
        """The zip file that comes along as code; empty where none does."""
        new = self.parameters
        text = {**new, **(new.get("Code") or {}), **(new.get("Content") or {})}.get("ZipFile") or ""
        return base64.b64decode(text)

    @property
    def backend(self) -> LambdaBackend:
        """What moto keeps of Lambda, in the Region that the request goes to."""
        host = urlsplit(self.request.url).netloc.split(".")
        region = host[1] if host[0] == "lambda" and len(host) > 2 else self.account.region
        return lambda_backends[self.account.id][region]

    def header(self, name: str) -> str:
        """Return a header's text; "" where it is not there."""
        text = self.request.headers.get(name) or ""
        return text.decode() if isinstance(text, bytes) else str(text)
