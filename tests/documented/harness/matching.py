"""Whether what is run is what a document says."""

import re
import shlex

__all__ = ["heading", "is_said_by", "options"]

# What a document leaves to its reader: `FILE`, `<module>`, `[part of an id]`; an address or number of its own is none.
PLACEHOLDER = re.compile(r"[A-Z]+|.*<[a-z_ ]+>.*")
LEFT_OUT = re.compile(r"\[[a-z ]+\]")
# Other names of the same program: start.py hands its words on (tests/house/test_start.py), and so does an environment's Python.
NAMES = {
    "python3 start.py grader": "python -m grader",
    ".venv/bin/python": "python",
    "grader": "python -m grader",
    "python3 start.py": "course",
}


def is_said_by(run: str, said: str) -> bool:
    """Tell whether a command has all words that a document says, in their order, and perhaps more."""
    words = iter(_words(run))
    return all(any(_fits(word, wanted) for word in words) for wanted in _words(said))


def heading(command: str) -> str:
    """Return what a command is, without what it is about: the program, and which of its commands."""
    words = _words(command)
    longer = {"python -m grader": 4, "python3 start.py test": 3}
    return shlex.join(words[: longer.get(" ".join(words[:3]), 2)])


def options(run: str) -> set[str]:
    """Return the options that a command uses."""
    return {word.partition("=")[0] for word in _words(run) if word.startswith("--")}


def _words(command: str) -> list[str]:
    words = shlex.split(LEFT_OUT.sub("", command))
    if words[:2] == ["env", "-u"]:
        words = words[3:]
    if words[:2] == ["python3", "start.py"] and (len(words) == 2 or words[2].startswith("-")):
        return ["course", "lab", *words[2:]]
    for name, usual in NAMES.items():
        known = name.split()
        if words[: len(known)] == known and words[2:3] != ["test"]:
            return [*usual.split(), *words[len(known) :]]
    return words


def _fits(word: str, wanted: str) -> bool:
    return word == wanted or PLACEHOLDER.fullmatch(wanted) is not None
