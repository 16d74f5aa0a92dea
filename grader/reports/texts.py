"""What a cell of a CSV file may hold: numbers with a decimal point, and no text that a spreadsheet would run.

Excel, LibreOffice and Google Sheets take a cell for a formula that opens with ``=``, ``+``, ``-`` or ``@`` (also in
their full-width forms), whatever whitespace stands before it. A spreadsheet that expects semicolons or tabs between cells
begins a new cell behind each, so a text is guarded there, too. See OWASP, "CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection.
"""

import re

__all__ = ["count", "number", "runs", "safe"]

_FORMULA = re.compile(r"(^|[;\t\r\n])([\s\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def safe(text: str) -> str:
    """Return a text as a cell may hold it: an apostrophe stands before what would run, or begins with whitespace."""
    # Carriage returns alone would end a row for some readers.
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    guarded = _FORMULA.sub(r"\1\2'", kept)
    return f"'{guarded}" if guarded[:1] in ("\t", "\n") else guarded


def runs(text: str) -> bool:
    """Tell whether a spreadsheet could run a text, so that it cannot stand in a cell as it is."""
    return safe(text) != text


def number(value: float) -> str:
    """Return a number of points with at most two digits behind a decimal point, wherever this runs: ``7.5``, ``10``."""
    return f"{round(value, 2):.2f}".rstrip("0").rstrip(".")


def count(how_many: int, thing: str) -> str:
    """Return ``1 learner``, ``3 learners``."""
    return f"{how_many} {thing}{'' if how_many == 1 else 's'}"
