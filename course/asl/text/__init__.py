"""Definitions as texts: reading JSON and YAML with the place of every node, and printing them.

- `reader` decides which of the two it is; `document` is what comes of it, with its problems; `place`: lines and columns
- `json_reader` leaves the reading to Python's parser; `json_places` walks the text again for places, or if it is odd
- `yaml_reader` takes PyYAML's events; `yaml_builder` makes data of them, `yaml_scalar` the values of single words
- `printing`: a definition as text, and data for people to read; `depth`: how deep one may be nested
"""

from .document import NO_OBJECT, Document, Problem
from .place import Path, Place
from .printing import NotPlainDataError, printed, to_text
from .reader import read

__all__ = [
    "NO_OBJECT",
    "Document",
    "NotPlainDataError",
    "Path",
    "Place",
    "Problem",
    "printed",
    "read",
    "to_text",
]
