"""The scripts of live widgets: one module each, put together from files that know nothing of each other's insides.

A widget's script must load nothing, so what several of them need is no import: it is set before them.
"""

import functools
from importlib.resources import files

__all__ = ["script"]


@functools.cache
def script(*names: str) -> str:
    """Return one ECMAScript module of `parts.js` and the files `names` (places in this package), in this order.

    Only the last one exports; in the others every function at the top is there for those that follow.
    """
    room = files("course.widgets")
    return "\n".join(room.joinpath(name).read_text(encoding="utf-8") for name in ("parts.js", *names))
