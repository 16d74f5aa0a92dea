"""CloudWatch's alarms: they change their state as metrics change, and act when they do."""

from .calls import OPERATIONS
from .service import Alarms

__all__ = ["OPERATIONS", "Alarms"]
