# ruff: noqa: INP001 - no package: what lies in this folder goes into kits
"""In a kit nothing grades a class; whoever asks for it is told so."""

import sys

__all__ = ["app"]


def app(**_: str) -> None:
    """Say where checks are, and end; what was asked for does not matter."""
    sys.exit(
        "This is a learner's kit: your answers are checked in the notebooks, one by one or all by Validate in the toolbar, "
        "and your instructor grades them."
    )
