"""How a place in a definition is written."""

from .definition import Path

__all__ = ["aws_location", "pointer"]


def pointer(path: Path) -> str:
    """Return a path as `/States/Order/Catch/0/Next`; the whole definition is `/`.

    It is a JSON pointer (RFC 6901): in a name, `/` is written `~1` and `~` is `~0`, so that a location is
    never ambiguous.
    """
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in path)


def aws_location(path: Path) -> str:
    """Return a path as AWS writes it: `/States/Order/Catch[0]/Next`, with names as they are."""
    steps = (f"[{step}]" if isinstance(step, int) else f"/{step}" for step in path)
    return "".join(steps) or "/"
