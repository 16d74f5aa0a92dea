"""The account drawn from itself: what it holds and what is connected, and how messages travel over that map.

- `atlas`: the drawing under both; `shapes`: how each kind of resource looks
- `architecture`: the map; `flow` and `senders`: what happened, step by step; `message_flow`: the map walked through
"""

from .architecture import architecture_map
from .message_flow import message_flow

__all__ = ["architecture_map", "message_flow"]
