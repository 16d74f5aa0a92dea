"""What is written on the map at one moment."""

from dataclasses import dataclass

__all__ = ["Mark"]


@dataclass(frozen=True)
class Mark:
    """What is written on a road or in a place, and its tone: good, bad, warn or empty."""

    text: str
    tone: str = ""
