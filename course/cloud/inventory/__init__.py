"""What exists in the account, and what is wired to what: the source of every map, and of the template of the account."""

from .inventory import Edge, Inventory, Node
from .take import take

__all__ = ["Edge", "Inventory", "Node", "take"]
