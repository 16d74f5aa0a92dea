"""Definitions as texts: reading JSON and YAML with the place of every node, and printing them."""

from .document import NO_OBJECT, Document, Problem
from .place import Path, Place
from .printing import NotPlainDataError, to_text
from .reader import read

__all__ = ["NO_OBJECT", "Document", "NotPlainDataError", "Path", "Place", "Problem", "read", "to_text"]
