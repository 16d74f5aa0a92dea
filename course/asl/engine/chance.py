"""What an execution draws from, made when something is drawn."""

import random
from typing import Any

__all__ = ["Chance"]


class Chance:
    """Stands for `random.Random(seed)`: most executions draw nothing, and a generator takes 2.5 KB and its time."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._random: random.Random | None = None

    def __getattr__(self, name: str) -> Any:
        """Return what the generator has under this name, and have it, too."""
        if self._random is None:
            self._random = random.Random(self._seed)
        found = self.__dict__[name] = getattr(self._random, name)
        return found
