"""The transform operator `| pattern | update, delete |`: a copy of an object or array with some objects in it changed."""

from dataclasses import dataclass
from typing import Any

from .failures import JException

__all__ = ["Transformation"]


@dataclass(frozen=True, slots=True)
class Transformation:
    """What the operator evaluates to: a function of the value to transform."""

    evaluation: Any
    expression: Any
    environment: Any

    def __call__(self, value: Any) -> Any:
        """Return the changed copy. Raises `JException` (T2011, T2012)."""
        if value is None:
            return None
        copied: dict[int, Any] = {}
        copy = self._copy(value, copied)
        found = self.evaluation.eval(self.expression.pattern, copy, self.environment)
        for match in found if isinstance(found, list) else [found]:
            # A pattern may find objects elsewhere, in a variable; those are documents, and stay as they are.
            if id(match) in copied:
                self._change(match)
        return copy

    def _copy(self, value: Any, copied: dict[int, Any]) -> Any:
        self.evaluation.charge(1)
        if isinstance(value, dict):
            fields = {key: self._copy(item, copied) for key, item in value.items()}
            copied[id(fields)] = fields
            return fields
        return [self._copy(item, copied) for item in value] if isinstance(value, list) else value

    def _change(self, match: dict[str, Any]) -> None:
        update = self.evaluation.eval(self.expression.update, match, self.environment)
        if update is not None:
            if not isinstance(update, dict):
                raise JException("T2011", self.expression.update.position, update)
            match.update(update)
        if self.expression.delete is None:
            return
        names = self.evaluation.eval(self.expression.delete, match, self.environment)
        for name in names if isinstance(names, list) else [names]:
            if name is None:
                continue
            if not isinstance(name, str):
                raise JException("T2012", self.expression.delete.position, names)
            match.pop(name, None)
