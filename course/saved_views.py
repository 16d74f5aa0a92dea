"""What a saved notebook keeps of its live pictures: those whose state is saved with them; of the others, the static form.

JupyterLab writes the state of a picture only while its kernel lives. A notebook that is reopened later and saved again
would show "model not found" in place of each picture, although its static form stands in the same output.
"""

from typing import Any

__all__ = ["drop_dead_views"]

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def drop_dead_views(model: dict[str, Any], **_: Any) -> None:
    """Take the live views without saved state out of a notebook that is about to be saved.

    A `pre_save_hook` of Jupyter's contents manager; `model` is what it saves, changed in place. An output that has no
    other form keeps its view.
    """
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    known = notebook.get("metadata", {}).get("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VIEW in data and "text/html" in data and data[VIEW].get("model_id") not in known:
                del data[VIEW]
