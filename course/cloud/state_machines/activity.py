"""An activity as the service keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["Activity"]


@dataclass(frozen=True)
class Activity:
    """A name under which workers fetch tasks."""

    name: str
    arn: str
    created: datetime
    encryption: dict[str, Any]
