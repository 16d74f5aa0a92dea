"""The site's one stylesheet: the palette, the sheets of all pictures, and the site's own."""

from importlib.resources import files

from course.widgets.palette import variables
from course.widgets.sheets import SHEETS, stylesheet

__all__ = ["FIRST_LINE", "NAME", "sheet"]

NAME = "site.css"
# By it a folder is known as a site that may be written anew.
FIRST_LINE = "/* The site of the course; made by `python -m grader site`. */"


def sheet() -> str:
    """Return the stylesheet."""
    its_own = files(__package__).joinpath(NAME).read_text(encoding="utf-8")
    return "\n".join([FIRST_LINE, variables(":root"), stylesheet(*SHEETS), its_own])
