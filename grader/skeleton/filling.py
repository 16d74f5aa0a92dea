"""Templates, and their names filled in."""

from collections.abc import Mapping
from importlib.resources import files
from string import Template

__all__ = ["SkeletonError", "filled"]


class SkeletonError(ValueError):
    """A skeleton cannot be made; the text says why and what to do."""


def filled(template: str, names: Mapping[str, object]) -> str:
    """Return the text of a template with its ``$names`` filled in; all of them must be known."""
    text = files(__package__).joinpath("templates", template).read_text(encoding="utf-8")
    return Template(text).substitute(names)
