"""The regions that nbgrader takes out of a released notebook, and what a learner finds in their place.

A region inside a function leaves a reason to raise; one at the left margin (a list, a number, a policy) leaves
only the comment, so that running the cell is no error and the name keeps the value it was given above.
"""

__all__ = ["BEGIN", "DATA_STUB", "END", "FUNCTION_STUB", "RESERVED", "given_lines", "regions"]

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
RESERVED = (BEGIN, END, "HIDDEN TESTS", "MARK SCHEME", "AUTOTEST")

DATA_STUB = "# Your answer goes here."
FUNCTION_STUB = (
    "# Your answer goes here, in place of the next line.\n"
    'raise NotImplementedError("still to be written")'
)  # fmt: skip


def regions(source: str) -> list[list[str]]:
    """Return the lines of each answer in a cell. Raise ValueError, saying what was found, unless markers take turns."""
    return _parted(source)[1]


def given_lines(source: str) -> list[str]:
    """Return the lines of a cell outside of its answers. Raise ValueError as `regions` does."""
    return _parted(source)[0]


def _parted(source: str) -> tuple[list[str], list[list[str]]]:
    given: list[str] = []
    answers: list[list[str]] = []
    lines = given
    for line in source.splitlines():
        if BEGIN not in line and END not in line:
            lines.append(line)
            continue
        if line.strip() != f"### {END if lines is not given else BEGIN}":
            raise ValueError(f"`{line.strip()}` out of place")
        if lines is given:
            answers.append([])
        lines = answers[-1] if lines is given else given
    if lines is not given:
        raise ValueError(f"`### {BEGIN}` without its end")
    return given, answers
