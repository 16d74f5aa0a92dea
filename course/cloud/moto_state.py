"""Moto keeps one world for the whole process; here it is set aside and put back, so that accounts can nest.

An exercise is checked on an account of its own while the learner's account, with everything they made, waits.
"""

from typing import Any

from moto.core.base_backend import BackendDict
from moto.moto_api._internal import mock_random

__all__ = ["World", "begin", "restore"]

type_of_world = dict[BackendDict, dict[str, Any]]


class World:
    """Everything that moto knew at one moment: its backends by service, and the state of its random numbers."""

    def __init__(self) -> None:
        self.backends: type_of_world = {each: dict(each) for each in BackendDict._instances}  # noqa: SLF001
        self.random = mock_random.getstate()


def begin(seed: int) -> World:
    """Set the present world aside, return it, and begin an empty one whose random numbers follow `seed`."""
    aside = World()
    _forget()
    mock_random.seed(seed)
    return aside


def restore(world: World) -> None:
    """Drop the present world for good and put `world` back."""
    BackendDict.reset()
    for backends, content in world.backends.items():
        dict.update(backends, content)
        BackendDict._instances.append(backends)  # noqa: SLF001
    mock_random.setstate(world.random)


def _forget() -> None:
    for each in BackendDict._instances:  # noqa: SLF001
        each.clear()
    BackendDict._instances.clear()  # noqa: SLF001
