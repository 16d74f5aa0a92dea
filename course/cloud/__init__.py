"""One AWS account in memory that behaves: moto, and what moto leaves out, on a virtual clock.

`Account` is what a learner's code gets: with COURSE_ENDPOINT set it is another endpoint, see `elsewhere`. What has to have the
account in memory takes `course.cloud.account.Account`.
"""

from . import entry as _entry  # noqa: F401  puts our handler into every new boto3 client
from .choice import Account
from .inventory import Edge, Inventory, Node
from .running import NoAccountError
from .trace import Span, Trace

__all__ = ["Account", "Edge", "Inventory", "NoAccountError", "Node", "Span", "Trace"]
