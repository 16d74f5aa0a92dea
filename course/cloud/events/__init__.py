"""Amazon EventBridge: buses that hand events to the targets of the rules they match.

What is stored (buses, rules, targets, archives, connections) is moto's; here is what happens to an event.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
"""

from .service import Events

__all__ = ["Events"]
