"""Looks for what could be wrong on this machine, says what it means and what to do, and mends what it can.

- `check`: what a check returns, and what is told of it; `examination`: all of them in their order, and the mending
- `packages`: the environment's Python and its packages; `kernel`: what runs notebooks; `drawing`: what draws pictures
- `writing`: folders that cannot be written, and room on the disk; `ports`: where JupyterLab listens
- `material`: lessons and exercises of this copy; `notebooks`: the learner's own; `remembered`: their notes
- `surroundings`: environment variables and files that get in the way
- `aside`: how a broken file is put aside

Nothing that a person wrote is deleted: what is broken is set aside, and the place is named. An environment that is too
broken for this room is the matter of ``start.py``.
"""

from .check import Check, Finding
from .examination import CHECKS, examine

__all__ = ["CHECKS", "Check", "Finding", "examine"]
