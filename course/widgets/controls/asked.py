"""A widget that is asked for work by its script, and does it in its home thread."""

from typing import Any

import traitlets

from course.widgets.live import LiveWidget

from .home_thread import HomeThread

__all__ = ["AskedWidget"]


class AskedWidget(LiveWidget):
    """`asked` comes from the browser and `told` goes back; each names the other by `id`."""

    asked = traitlets.Dict(help="id, and what is asked for, from the browser").tag(sync=True)
    told = traitlets.Dict(help="id, and what came of it").tag(sync=True)

    def __init__(self, **values: Any) -> None:
        self._home = HomeThread()
        super().__init__(**values)

    @traitlets.observe("asked")
    def _hear(self, change: Any) -> None:
        asked = change["new"]
        number = asked.get("id")
        if isinstance(number, int) and not isinstance(number, bool):
            self._home.do(lambda: self._answer(number, asked))

    def _answer(self, number: int, asked: dict[str, Any]) -> None:
        """Do what is asked for and tell of it under its number; what is asked comes from outside and may be anything."""
        raise NotImplementedError
