"""Moto keeps one world for the whole process; here it is set aside and put back, so that accounts can nest.

An exercise is checked on an account of its own while the learner's account, with everything they made, waits.
"""

from typing import Any

from moto.core.base_backend import BackendDict
from moto.core.model_instances import model_data
from moto.moto_api._internal import mock_random

__all__ = ["World", "begin", "restore"]

_backends: Any = BackendDict  # in use: its `_instances`


class World:
    """Everything that moto knew at one moment.

    Its backends by service; what they note beside themselves (which account has which bucket); the list of all
    instances that each model keeps; and the state of the random numbers.
    """

    def __init__(self) -> None:
        self.backends = {each: dict(each) for each in _backends._instances}  # noqa: SLF001
        self.notes = {each: _notes(each) for each in self.backends}
        self.instances = {model: kept for model in _models() if (kept := model.instances_tracked)}
        self.random = mock_random.getstate()


def begin(seed: int) -> World:
    """Set the present world aside, return it, and begin an empty one whose random numbers follow `seed`."""
    aside = World()
    for each in _backends._instances:  # noqa: SLF001
        each.clear()
        for name in aside.notes[each]:
            setattr(each, name, {})
    _backends._instances.clear()  # noqa: SLF001
    for model in aside.instances:
        model.instances_tracked = []
    mock_random.seed(seed)
    return aside


def restore(world: World) -> None:
    """Drop the present world for good and put `world` back."""
    _backends.reset()
    for model in _models():
        if model.instances_tracked:
            model.instances_tracked = []
    for model, kept in world.instances.items():
        model.instances_tracked = kept
    for each, content in world.backends.items():
        dict.update(each, content)
        vars(each).update(world.notes[each])
        _backends._instances.append(each)  # noqa: SLF001
    mock_random.setstate(world.random)


def _models() -> list[Any]:
    return [model for models in model_data.values() for model in models.values()]


def _notes(backends: Any) -> dict[str, dict[Any, Any]]:
    return {name: note for name, note in vars(backends).items() if type(note) is dict}
