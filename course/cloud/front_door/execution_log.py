"""What API Gateway writes down while it executes a request, in its own words.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["ExecutionLog"]


@dataclass
class ExecutionLog:
    """The lines of one request: time and text."""

    now: Callable[[], datetime]
    lines: list[tuple[datetime, str]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add a line at the present virtual time."""
        self.lines.append((self.now(), text))

    def text(self) -> str:
        """Return it as TestInvokeMethod shows it: a line each, with its time."""
        return "".join(f"{time:%a %b %d %H:%M:%S UTC %Y} : {text}\n" for time, text in self.lines)
