"""The headers of a request or an answer: in order, some more than once, found whatever their case."""

from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Headers"]


class Headers(Mapping[str, str]):
    """Headers by name. As a mapping, what was sent more than once is joined by commas."""

    def __init__(self, found: "Mapping[str, str] | Iterable[tuple[str, str]]" = ()) -> None:
        self.pairs: list[tuple[str, str]] = []
        if isinstance(found, Headers):
            self.pairs = list(found.pairs)
        else:
            items = found.items() if isinstance(found, Mapping) else found
            self.pairs = [(str(name), str(text)) for name, text in items]

    def __getitem__(self, name: str) -> str:
        if texts := self.all(name):
            return ", ".join(texts)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter({name.lower(): name for name, _ in self.pairs}.values())

    def __len__(self) -> int:
        return len({name.lower() for name, _ in self.pairs})

    def all(self, name: str) -> list[str]:
        """Return every text sent under a name."""
        return [text for each, text in self.pairs if each.lower() == name.lower()]

    def lists(self) -> dict[str, list[str]]:
        """Return every text by name, as the first of that name is written."""
        return {name: self.all(name) for name in self}

    def last(self) -> dict[str, str]:
        """Return the last text of each name."""
        return {name: self.all(name)[-1] for name in self}

    def put(self, name: str, text: str) -> None:
        """Set a header in place of all of that name."""
        self.pairs = [*(pair for pair in self.pairs if pair[0].lower() != name.lower()), (name, text)]

    def add(self, name: str, text: str) -> None:
        """Add a header beside those of that name."""
        self.pairs.append((name, text))

    def set_default(self, name: str, text: str) -> None:
        """Set a header where there is none of that name."""
        if name not in self:
            self.pairs.append((name, text))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.all(name))

    def __repr__(self) -> str:
        return f"Headers({self.pairs!r})"
