"""What API Gateway sends to a backend, and what it gets back."""

from dataclasses import dataclass, field

from course.cloud.front_door.headers import Headers

__all__ = ["Outgoing", "Reply"]


@dataclass
class Outgoing:
    """The integration's request: `uri` with its path parameters filled in, query parameters apart."""

    method: str
    uri: str
    headers: Headers
    query: dict[str, list[str]]
    body: str


@dataclass(frozen=True)
class Reply:
    """The backend's answer; `selection` is what the patterns of integration responses are compared with."""

    status: int
    selection: str
    headers: Headers = field(default_factory=Headers)
    body: str = ""
