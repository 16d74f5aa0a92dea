"""What is wrong with a template, and where."""

__all__ = ["TemplateError"]


class TemplateError(ValueError):
    """A template cannot be read or filled in. `line` and `column` (from 1) are 0 where the place is not known."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        place = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{place}{message}")
        self.line, self.column = line, column
