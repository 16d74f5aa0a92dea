"""Mapping templates: the part of the Velocity Template Language that API Gateway's templates are written in.

``render(text, variables)`` returns a template's text. References (``$a.b``, ``${a}``, ``$!a``), ``#set``, ``#if``,
``#elseif``, ``#else``, ``#foreach``, ``#break``, comments, operators, and methods of texts, lists, maps and numbers.
Anything else raises `TemplateError`, which says where and what; a reference that leads nowhere is empty, as at AWS.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from .errors import TemplateError
from .input import Input
from .rendering import render
from .util import Util

__all__ = ["Input", "TemplateError", "Util", "render"]
