"""What a saved notebook keeps of its live pictures: those whose state is saved with them; of the others, the static form.

JupyterLab writes the state of a picture only while its kernel lives. A notebook that is reopened later and saved again
would show "model not found" in place of each picture, although its static form stands in the same output. And it
writes the state of everything that the kernel ever showed: a notebook would grow with each run of its cells.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["STATE", "VIEW", "drop_dead_views"]

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
_PART = re.compile(r"IPY_MODEL_(\w+)")


def drop_dead_views(model: dict[str, Any], **_: Any) -> None:
    """Take live views without state, and states without a view, out of a notebook that is about to be saved.

    A `pre_save_hook` of Jupyter's contents manager; `model` is what it saves, changed in place. An output that has no
    other form keeps its view.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    known = notebook.get("metadata", {}).get("widgets", {}).get(STATE, {}).get("state", {})
    shown = []
    for data in _views(notebook):
        name = data[VIEW].get("model_id")
        if name in known:
            shown.append(name)
        elif "text/html" in data:
            del data[VIEW]
    for name in known.keys() - _needed(shown, known):
        del known[name]


def _views(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}):
                yield output["data"]


def _needed(shown: list[str], known: dict[str, Any]) -> set[str]:
    """Return the models that are shown, and those that they are made of."""
    needed: set[str] = set()
    while shown:
        name = shown.pop()
        if name in known and name not in needed:
            needed.add(name)
            shown += _PART.findall(json.dumps(known[name]))
    return needed
