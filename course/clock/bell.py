"""Something to listen for while sleeping."""

from collections.abc import Callable

__all__ = ["Bell"]


class Bell:
    """Wakes whoever sleeps beside it (`Clock.listen`): a queue rings when a message arrives, say."""

    def __init__(self) -> None:
        self._sleepers: list[Callable[[], None]] = []

    def ring(self) -> None:
        """Wake all that listen now, in the order in which they began to. Who listens later hears nothing of it."""
        sleepers, self._sleepers = self._sleepers, []
        for wake in sleepers:
            wake()

    def add(self, wake: Callable[[], None]) -> None:
        """Let `wake` be called at the next ring."""
        self._sleepers.append(wake)

    def remove(self, wake: Callable[[], None]) -> None:
        """Forget `wake`; harmless when it was called or never added."""
        if wake in self._sleepers:
            self._sleepers.remove(wake)
