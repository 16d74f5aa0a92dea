"""Why a message or an event was wanted or not, condition by condition."""

from .filter_tester import filter_tester
from .filters import filter_tree

__all__ = ["filter_tester", "filter_tree"]
