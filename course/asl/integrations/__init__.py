"""The catalogue of what a Task can call: AWS services by optimised and by SDK integrations, and what a Resource says.

- `resource`: a Resource, taken apart; `suggestion`: the one that was meant
- `catalogue`: is there such an integration, what does it take and answer
- `optimised`: the table of optimised integrations; `sdk`: where the SDK's differ from AWS's models
- `models`: AWS's models, as botocore has them; `shape`: what a document of a service looks like; `spelling` of names
"""

from .catalogue import Integration, find_integration, is_integration, recognised
from .models import errors_begin_with
from .resource import Pattern, Resource, parse_resource
from .shape import Shape
from .suggestion import first_action, nearest

__all__ = [
    "Integration",
    "Pattern",
    "Resource",
    "Shape",
    "errors_begin_with",
    "find_integration",
    "first_action",
    "is_integration",
    "nearest",
    "parse_resource",
    "recognised",
]
