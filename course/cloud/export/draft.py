"""A template under construction: its resources, what is known of their addresses, and what could not be expressed."""

import re
from dataclasses import dataclass, field
from typing import Any

from course.cloud.inventory import Inventory
from course.cloud.inventory.world import World

from .reader import Reader

__all__ = ["Draft", "Known", "Resource", "Verbatim", "pick", "told"]

Properties = dict[str, Any]


class Verbatim(str):
    """A text in which addresses stay as they are: a program, say."""

    __slots__ = ()


@dataclass(frozen=True)
class Known:
    """How an address of this account is said in a template: by a resource's attribute ("" for its Ref).

    `as_text` says whether it may also be put together from account, Region and name, as it must where resources name
    each other in a circle.
    """

    logical: str
    attribute: str
    as_text: bool = True


@dataclass
class Resource:
    """One entry of the template's Resources."""

    type: str
    properties: Properties
    depends: list[str] = field(default_factory=list)
    attributes: Properties = field(default_factory=dict)


@dataclass
class Draft:
    """A template that grows, service by service.

    `files` are those of the functions, by path below the template. `buckets` are names that are unique in one account
    alone, by name. `format` is sam or cloudformation.
    """

    world: World
    reader: Reader
    inventory: Inventory
    format: str
    resources: dict[str, Resource] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    buckets: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def logical(self, *words: str) -> str:
        """Return a new logical id made of these words."""
        begin = "".join(_capital(part) for word in words for part in re.split(r"[^A-Za-z0-9]+", word)) or "R"
        taken = self.resources.keys() | self.parameters.keys()
        return next(
            name
            for name in (begin, *(f"{begin}{number}" for number in range(2, len(taken) + 3)))
            if name not in taken
        )

    def add(
        self,
        logical: str,
        type: str,
        properties: Properties,
        known: dict[str, str] | None = None,
        *,
        depends: list[str] | None = None,
        as_text: bool = True,
        **attributes: Any,
    ) -> str:
        """Add a resource. `known`: its addresses in this account, each with the attribute that gives it ("": Ref)."""
        self.resources[logical] = Resource(type, properties, depends or [], attributes)
        for address, attribute in (known or {}).items():
            self.known[address] = Known(logical, attribute, as_text)
        return logical

    def note(self, sentence: str) -> None:
        """Say once what the template leaves out, or does otherwise than the account."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def arn(self, service: str, name: str) -> str:
        """Return the ARN of something of this account and Region."""
        return self.world.arn(service, name)


def pick(document: Properties, *names: str, **renamed: str) -> Properties:
    """Return those of the named fields that say something; `renamed` are (name in the template)=(field)."""
    pairs = [*((name, name) for name in names), *renamed.items()]
    return {new: document[old] for new, old in pairs if _says(document.get(old))}


def told(document: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the named fields in the template's spelling: each word begins with a capital."""
    return {f"{name[:1].upper()}{name[1:]}": value for name, value in pick(document, *names).items()}


def _says(value: Any) -> bool:
    """Tell whether a value is there: 0 is, and what is empty or switched off is what holds anyway."""
    return value is not False and value not in (None, "", [], {})


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]
