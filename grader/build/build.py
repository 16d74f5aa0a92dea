"""Write what the text notebooks make, without ever writing over somebody's edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.build.course_folder import RELEASE, Product, products, strays
from grader.build.error import BuildError
from grader.build.fingerprint import edited
from grader.build.notebook import parsed

__all__ = ["Outcome", "build", "refuse_edits", "state", "write"]


@dataclass(frozen=True)
class Outcome:
    """What a build found, as paths in the course folder: each generated file is in one of the first three lists."""

    fresh: list[Path]
    stale: list[Path]
    edited: list[Path]
    strays: list[Path]

    @property
    def clean(self) -> bool:
        """Tell whether the generated folders hold exactly what the text notebooks make."""
        return not (self.stale or self.edited or self.strays)


def build(root: Path, names: Sequence[str] = (), *, check: bool = False, discard: bool = False) -> Outcome:
    """Make the notebooks of these stems (or all) below `root`; with `check`, only look.

    Raise BuildError on a text that cannot be used, and, unless `check` or `discard`, when a generated file was edited:
    nothing is written then.
    """
    made = products(root, names)
    states = {product.path: state(root, product) for product in made}
    fresh, stale, changed = (
        [path for path, found in states.items() if found == word] for word in ("fresh", "stale", "edited")
    )
    outcome = Outcome(fresh, stale, changed, strays=[] if names else strays(root, made))
    if not check:
        if not discard:
            refuse_edits(made, outcome.edited)
        write(root, [product for product in made if states[product.path] != "fresh"])
    return outcome


def state(root: Path, product: Product) -> str:
    """Return "fresh", "stale" (missing or behind its text) or "edited" (somebody wrote in it)."""
    path = root / product.path
    if not path.exists():
        return "stale"
    content = path.read_bytes()
    if content == product.content.encode():
        return "fresh"
    try:
        found = parsed(content.decode())
    except ValueError:
        return "edited"
    return "edited" if edited(found) else "stale"


def refuse_edits(made: Sequence[Product], paths: Sequence[Path]) -> None:
    """Raise BuildError for the first of `made` that is among `paths`, saying how to keep the edit or drop it."""
    for product in made:
        if product.path in paths:
            keep = (
                f"make the same edit in {product.made_from.as_posix()}"
                if product.path.is_relative_to(RELEASE)
                else f"run `python -m grader take {product.path.as_posix()}`"
            )
            raise BuildError(
                product.path,
                found="an edit in a generated notebook",
                expected=f"what {product.made_from.as_posix()} makes",
                remedy=f"To keep the edit, {keep}. To drop it, build with `--discard`.",
            )


def write(root: Path, made: Sequence[Product]) -> None:
    """Write these files."""
    for product in made:
        path = root / product.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(product.content.encode())
