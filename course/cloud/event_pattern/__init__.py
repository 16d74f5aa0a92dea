"""EventBridge event patterns as AWS reads them: what it accepts, what an event must look like to match, and why.

``parse`` refuses what AWS refuses, in AWS's words. An `EventPattern` tells quickly whether it ``matches`` an event,
and ``decide`` explains, field by field, what the event had and what the pattern wanted.

Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html and the pages below it; where
they say nothing, the behaviour is that of the rule engine which AWS publishes and runs (event-ruler).
"""

from .errors import PatternError
from .events import EventError, read_event
from .pattern import EventPattern, parse

__all__ = ["EventError", "EventPattern", "PatternError", "parse", "read_event"]
