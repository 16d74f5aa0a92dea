"""The fields of the States Language as tables: which there are, in which object, and what each may hold.

- `field`: the columns of the tables; `state_fields`, `part_fields`: the tables
- `node`: every object of a definition that a table knows
"""

from .field import Field, Table
from .node import Node, nodes
from .part_fields import OPERATORS
from .state_fields import TYPES

__all__ = ["OPERATORS", "TYPES", "Field", "Node", "Table", "nodes"]
