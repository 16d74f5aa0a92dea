"""Texts that are sent once each: twenty-five thousand events say much the same."""

__all__ = ["Texts"]


class Texts:
    """Texts, each once; `of` gives the position of one."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._at: dict[str, int] = {}

    def of(self, text: str) -> int:
        at = self._at.setdefault(text, len(self.all))
        if at == len(self.all):
            self.all.append(text)
        return at
