"""From text notebooks to generated notebooks, and back.

A person edits ``authoring/``. :func:`build` makes the lessons, nbgrader's source and, through nbgrader's own
preprocessors, nbgrader's release; :func:`take` brings an edit made in JupyterLab back into the text.
"""

from grader.build.build import Outcome, build
from grader.build.course_folder import Product, products, strays
from grader.build.error import BuildError
from grader.build.leaks import Leak, leaks
from grader.build.take import take

__all__ = ["BuildError", "Leak", "Outcome", "Product", "build", "leaks", "products", "strays", "take"]
