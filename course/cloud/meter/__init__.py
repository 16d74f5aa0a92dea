"""What a run would cost on AWS, line by line, each price with its source and date."""

from .bill import Bill, Line
from .meter import take

__all__ = ["Bill", "Line", "take"]
