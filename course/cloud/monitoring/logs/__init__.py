"""CloudWatch Logs: `Logs.write` is the one way in for services; filters and embedded metrics see all that arrives."""

from .patterns import Pattern, PatternError, parse
from .store import Logs

__all__ = ["Logs", "Pattern", "PatternError", "parse"]
