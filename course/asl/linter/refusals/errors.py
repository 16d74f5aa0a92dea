"""What Retry and Catch may catch."""

from collections.abc import Iterator

from course.asl.linter.definition import Definition, Finding

__all__ = ["states_all_not_last"]


def states_all_not_last(definition: Definition) -> Iterator[Finding]:
    """States.ALL together with others, or before others.

    What it finds
        A retrier or catcher that lists States.ALL besides other errors, or that has States.ALL and is not the
        last.

    Why it matters
        States.ALL takes every error, so whatever stands beside or after it would never be asked; AWS refuses
        the definition.

    Example
        {"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}, {"ErrorEquals": ["Declined"], "Next": "Ask"}]}

    Remedy
        Make it the only error of the last entry.
    """
    for state in definition.states:
        for field in ("Retry", "Catch"):
            entries = list(state.entries(field))
            for path, entry in entries:
                errors = entry.get("ErrorEquals")
                if not isinstance(errors, list) or "States.ALL" not in errors:
                    continue
                if len(errors) > 1 or path != entries[-1][0]:
                    message = "States.ALL must appear alone and at end of list"
                    place = (*path, "ErrorEquals", errors.index("States.ALL"))
                    yield Finding(place, message, f"Make it the only error of the last entry of {field}.")
