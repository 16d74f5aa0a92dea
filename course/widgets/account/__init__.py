"""The account drawn from itself: what it holds and what is connected, and how messages and requests travel over that map.

- The drawing: `plan` (places and roads as data), `shapes` and `outlines` (how each kind looks), `ways` (who waits for
  whom), `roads`, `packing` and `atlas` (the SVG), `legend`
- The map: `sentences` (the same in words), `architecture` (the live and the static form)
- What happened: `calls` (which of them count), `callers` (who is added to the map for them), `finder` (where a span took
  place), `order` (what is told first), `steps` with `asking`, `deliveries`, `batches` and `reasons` (what is told), `step`, `unwanted`
- The flow: `flow` (steps over a map, chains to follow), `tale` (marks and parts of the time), `message_flow`
"""

from .architecture import architecture_map
from .message_flow import message_flow

__all__ = ["architecture_map", "message_flow"]
