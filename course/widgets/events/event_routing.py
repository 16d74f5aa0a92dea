"""Event routing: which rules of a bus want an event, and which do not, and why not."""

from typing import TYPE_CHECKING, Any

from course.widgets.view import View, kindly

if TYPE_CHECKING:
    from .routing import EventRouting

__all__ = ["event_routing"]


@kindly('an account with buses and rules, or patterns by name: {"sales": {"source": ["shop"]}}, and an event')
def event_routing(rules_or_account: Any, event: Any = None) -> "EventRouting | View":
    """Show which rules want an event and which do not, and why not, field by field; event and patterns can be edited.

    From an account: the rules of its buses with their targets, and its past events to choose from. `event` is a whole
    event or its JSON text; without one, the latest of the account, or an example.
    """
    from .routing import routing_of  # it loads the account's room

    return routing_of(rules_or_account, event)
