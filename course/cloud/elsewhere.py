"""Another endpoint in the account's place: with COURSE_ENDPOINT set, a learner's boto3 clients speak to a server of theirs.

That is moto's own server or LocalStack, say, on this machine (``http://127.0.0.1:4566``). Two things are certain. What is
graded is graded on the account in memory, whatever is set here: `grader` makes its accounts by
`course.cloud.account.Account`. And nothing reaches AWS by accident: without a word only this machine's own addresses are
spoken to; another one has to stand in COURSE_ENDPOINT_ALLOWED as well, letter by letter; one of AWS's is refused even so. The
keys are the lab's.
"""

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urlsplit

import boto3

from . import environment

__all__ = [
    "ALLOWED",
    "ENDPOINT",
    "Elsewhere",
    "ElsewhereError",
    "EndpointError",
    "address",
    "is_wanted",
    "leads_there",
    "variables",
]

ENDPOINT, ALLOWED = "COURSE_ENDPOINT", "COURSE_ENDPOINT_ALLOWED"
_OF_AWS = (".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".aws.dev", ".on.aws")

SAID = (
    "The endpoint {address} answers in the account's place: boto3 calls and HTTP work as that server does them; what needs the "
    "account in memory (the virtual clock, pictures and bills from its log, faults) does not, and grading goes on using it."
)


class EndpointError(ValueError):
    """COURSE_ENDPOINT names something that the lab does not speak to; the text says why, and what to do."""

    def _render_traceback_(self) -> list[str]:
        return [f"EndpointError: {self}"]


class ElsewhereError(AttributeError):
    """Something was asked for that only the account in memory can do."""

    def _render_traceback_(self) -> list[str]:
        return [f"ElsewhereError: {self}"]


def is_wanted() -> bool:
    """Tell whether an endpoint was named, be it one that can be spoken to or not."""
    return bool(os.environ.get(ENDPOINT, "").strip())


def address() -> str:
    """Return the endpoint that is to answer, without a slash at its end; "" for the account in memory. Raises EndpointError."""
    wanted = os.environ.get(ENDPOINT, "").strip().rstrip("/")
    return _known(wanted) if wanted else ""


def leads_there(url: str) -> bool:
    """Tell whether a URL leads to the endpoint: the same scheme, host and port."""
    return is_wanted() and _place(url) == _place(_address_or_none())


def variables() -> dict[str, str | None]:
    """Return the environment variables by which boto3 finds the endpoint; those of the account in memory where there is none."""
    there = _address_or_none()
    if not there:
        return {"AWS_ENDPOINT_URL": None}
    # What is meant for this machine must not be handed to a proxy.
    direct = ",".join(filter(None, (os.environ.get("NO_PROXY"), urlsplit(there).hostname)))
    return {
        "AWS_ENDPOINT_URL": there,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": None,
        "NO_PROXY": direct,
        "no_proxy": direct,
    }


def _address_or_none() -> str:
    """Return the endpoint; "" also for one that is refused, which is said where an account is made."""
    try:
        return address()
    except EndpointError:
        return ""


def _known(wanted: str) -> str:
    host = _host(wanted)
    if not host:
        raise EndpointError(
            f"{ENDPOINT}: found {wanted!r}; expected scheme, host and port and nothing else, http://127.0.0.1:4566 for example. "
            "Set it so, or unset it to use the account in memory."
        )
    if f".{host.rstrip('.')}".endswith(_OF_AWS):
        raise EndpointError(
            f"{ENDPOINT}: found {wanted!r}, an address of AWS; expected a server that stands in for AWS. The course never speaks "
            "to AWS: `course export` writes what you can deploy there yourself."
        )
    # By its number: another file may say who localhost is, and below a number boto3 gives no bucket a host of its own.
    if host == "localhost":
        return wanted.lower().replace("localhost", "127.0.0.1", 1)
    if not _is_own(host) and os.environ.get(ALLOWED, "").strip().rstrip("/") != wanted:
        raise EndpointError(
            f"{ENDPOINT}: found {wanted!r}, which is not on this machine; expected 127.0.0.1 or another loopback address. If you "
            f"mean that server, set {ALLOWED} to the very same text."
        )
    return wanted


def _host(wanted: str) -> str:
    """Return the host's name in small letters, "" where the text is no address, or more than one."""
    try:
        found = urlsplit(wanted)
        _ = found.port  # it is read, and may be no number, only here
    except ValueError:
        return ""
    plain = found.scheme in ("http", "https") and not (
        found.path or found.query or found.fragment or "@" in found.netloc
    )
    return (found.hostname or "") if plain else ""


def _is_own(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _place(url: str) -> tuple[str, str, int | None]:
    found = urlsplit(url)
    return found.scheme, found.hostname or "", found.port or {"http": 80, "https": 443}.get(found.scheme)


@dataclass
class _Manners:
    """Whether the sentence of the beginning was said in this process."""

    said: bool = False


_manners = _Manners()


class Elsewhere:
    """What `course.cloud.Account` is where COURSE_ENDPOINT is set: clients for that endpoint, and nothing of the lab.

    `client`, `region`, `id` and `now` are as those of an account. It begins no world of its own: what is at the endpoint stays
    there. Everything else raises ElsewhereError.
    """

    def __init__(self, seed: int = 0, *, region: str = environment.REGION, **_: Any) -> None:
        self.seed = seed
        self.region = environment.known_region(region)
        self.address = address()

    def start(self) -> Self:
        """Let boto3's clients speak to the endpoint, and say so once."""
        environment.set_variables(environment.VARIABLES | {"AWS_DEFAULT_REGION": self.region} | variables())
        boto3.DEFAULT_SESSION = None
        if not _manners.said:
            print(SAID.format(address=self.address))  # noqa: T201  it talks to a learner
            _manners.said = True
        return self

    def stop(self) -> None:
        """Leave everything as it is: there is no world to end."""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def id(self) -> str:
        """The account number by which the endpoint calls itself."""
        return str(self.client("sts").get_caller_identity()["Account"])

    def client(self, service: str) -> Any:
        """Return a boto3 client for the endpoint."""
        return boto3.client(service, region_name=self.region, endpoint_url=self.address)

    def now(self) -> datetime:
        """Return the real time."""
        return datetime.now(UTC)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise ElsewhereError(
            f"account.{name}: found the endpoint {self.address} in the account's place; expected the account in memory, which alone "
            f"has a virtual clock, a log, pictures, bills and faults. Unset {ENDPOINT} and restart the kernel to use it."
        )
