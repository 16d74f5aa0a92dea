"""The three errors that a Distributed Map adds to the language."""

from course.asl.errors import StatesError

__all__ = ["reader_failed", "threshold_exceeded", "writer_failed"]


def reader_failed(cause: str) -> StatesError:
    """Return the error of a dataset that cannot be read."""
    return StatesError("States.ItemReaderFailed", cause)


def writer_failed(cause: str) -> StatesError:
    """Return the error of results that cannot be written."""
    return StatesError("States.ResultWriterFailed", cause)


def threshold_exceeded() -> StatesError:
    """Return the error of too many failed items; AWS says no more than this, however many they were."""
    return StatesError(
        "States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded"
    )
