"""One attempt to hand a text to whatever an ARN names: a function, a queue, a topic, a state machine, a bus, a partner.

``Targets.send`` makes the attempt. Who wants it made again, as rules and schedules do, calls ``persist``; what is set
aside or lost in the end is the sender's affair.
"""

from .options import Options
from .persistence import Ending, Patience, patience, persist
from .targets import Targets

__all__ = ["Ending", "Options", "Patience", "Targets", "patience", "persist"]
