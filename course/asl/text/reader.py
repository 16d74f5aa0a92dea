"""Reading a definition, whichever of the two formats it is written in."""

from .document import NO_OBJECT, Document, Fault, document
from .json_reader import read_json
from .place import Spot
from .yaml_reader import read_yaml

__all__ = ["read"]

_JSON_BEGINS = ("{", "[")


def read(text: str) -> Document:
    """Read a definition written in JSON or YAML. Never raises: what is wrong is in the document's `problems`.

    A text that begins as JSON does is read as JSON and nothing else: YAML would let mistakes pass that AWS refuses.
    """
    begun = text.lstrip("\ufeff \t\r\n")
    if not begun:
        return document(text, None, [Fault(NO_OBJECT, 0, (), "SCHEMA_VALIDATION_FAILED")], lambda: Spot(0))
    return read_json(text) if begun.startswith(_JSON_BEGINS) else read_yaml(text)
