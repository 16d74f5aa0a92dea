"""How much one evaluation may do.

Depth and memory are bounded where AWS was found to bound them (`states.jsonata` among the facts). AWS stops an
evaluation after one second (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html); `STEPS` stands
for that second, so that an expression which fails here fails everywhere, and at the same point.
"""

from course.facts import value

__all__ = ["BYTES", "DEPTH", "NESTING", "STEPS"]

_FOUND: dict[str, int] = value("states.jsonata")

DEPTH = _FOUND["depth"]
STEPS = 1_000_000
BYTES = _FOUND["items"] * 8 + 8  # a number or a container counts as eight, a character as one
NESTING = 200  # of one value; a writer of JSON comes to its end near a thousand
