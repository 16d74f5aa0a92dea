"""What learners read, for translators: gathered into gettext catalogues, and put back in another language.

- `pieces`: markdown in parts that can be translated one by one
- `places`: the kinds of place in which learner-facing text stands; each changes every text in it, so that what is gathered and
  what is applied cannot differ
- `code_cells`, `javascript_words`, `python_words`: the strings of programs that somebody reads
- `templates`: such a string as a translator reads it, what a program fills in between braces
- `shown`: the rule for which strings of a Python program are read; `programs`: the files in which it holds
- `gather`: walks over all places of a checkout
- `catalogues`: ``.pot`` and ``.po`` files, a pair for each module, and for what belongs to none
- `copy`: the files of the course in another language
"""

from .catalogues import read_language, write_catalogues
from .copy import in_language
from .error import TextsError
from .gather import Text, gathered, retold

__all__ = ["Text", "TextsError", "gathered", "in_language", "read_language", "retold", "write_catalogues"]
