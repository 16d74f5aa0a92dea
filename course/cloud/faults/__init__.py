"""What goes wrong in an account because somebody wants it to."""

from .errors import Error
from .faults import Effect, Faults
from .places import MEANINGS, FaultError
from .rule import Rule
from .where import Where

__all__ = ["MEANINGS", "Effect", "Error", "FaultError", "Faults", "Rule", "Where"]
