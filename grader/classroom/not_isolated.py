"""What an instructor is told where submissions were graded on a machine that cannot shut them in."""

from collections.abc import Collection

from grader.rooms.isolation import NOT_ISOLATED

__all__ = ["warning"]

MEANS = (
    "What that means: while it was graded, such a submission could do whatever you can do on that machine: read the "
    "solutions, the other submissions and the gradebook, change them, or send them away. Do not take these grades for "
    "unforgeable."
)
REMEDY = (
    "What to do: grade on Linux that lets a user make namespaces, or with Landlock and seccomp (Linux 5.13 or later, x86-64 "
    "or arm64), then grade again with `python -m grader autograde ASSIGNMENT --force`. Until then grade only people whom "
    "you trust, or as a user who can reach nothing else."
)


def warning(levels: Collection[str]) -> str:
    """Return the warning for submissions that were shut in at these levels, one each; nothing where all were isolated.

    A submission whose cells never ran has the level "".
    """
    weak = [level for level in levels if level.startswith(NOT_ISOLATED)]
    if not weak:
        return ""
    said = "; ".join(sorted(set(weak)))
    what = f"WARNING: {len(weak)} of {len(levels)} submissions ran on a machine that cannot isolate them: {said}."
    return f"{what}\n{MEANS}\n{REMEDY}"
