"""What this copy of the course is: the open repository, or a kit that an instructor made for a class."""

import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FILE", "Kit", "KitError", "read"]

ROOT = Path(__file__).resolve().parents[1]
FILE = "kit.json"


class KitError(ValueError):
    """The kit is damaged; the text says where and what to do."""


@dataclass(frozen=True)
class Kit:
    """A kit: the assignments in it, and which of them (both by name) are exams."""

    assignments: tuple[str, ...]
    exams: tuple[str, ...] = ()

    def is_exam(self, module: str) -> bool:
        """Tell whether the assignment of a module (``m05``) is an exam."""
        return any(name.partition("_")[0] == module for name in self.exams)


def read(root: Path = ROOT) -> Kit | None:
    """Return what the kit in the folder `root` is, None for the open repository. Raises KitError."""
    path = root / FILE
    try:
        content = json.loads(path.read_bytes())
        return Kit(tuple(content["assignments"]), tuple(content["exams"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise KitError(
            f"{path} is damaged. Unpack the kit again, over this folder; your work stays."
        ) from None
