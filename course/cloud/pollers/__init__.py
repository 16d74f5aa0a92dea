"""Event source mappings: Lambda's pollers, which read queues and streams and invoke functions with what they find."""

from .pollers import Pollers
from .rules import check_change, check_new

__all__ = ["Pollers", "check_change", "check_new"]
