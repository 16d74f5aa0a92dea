"""The catalogue of what a Task can call: AWS services by optimised and by SDK integrations, and what a Resource says."""

from .catalogue import Integration, find_integration, is_integration, recognised
from .models import errors_begin_with
from .resource import Pattern, Resource, parse_resource
from .shape import Shape
from .suggestion import nearest

__all__ = [
    "Integration",
    "Pattern",
    "Resource",
    "Shape",
    "errors_begin_with",
    "find_integration",
    "is_integration",
    "nearest",
    "parse_resource",
    "recognised",
]
