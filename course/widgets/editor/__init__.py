"""The editor of state machines: a definition on the left, its graph on the right, diagnostics while you type, runs.

- `editor`: the widget; `beginning`: what stands in it at first
- `reading`: a text read and linted; `rules`: the pages of the linter's rules; `places`: which state a place belongs to
- `drawing`: the graph, drawn anew when it would look different
- `trial`: one bounded run; `answers`: what does the work of its tasks; `result`: what it came to, in words;
  `json_problem`: whether its input is JSON
- `still`: the static form; `listing`: the text in it
- scripts: `code_field` (`text_area`: what its keys do), `courier` (the text's way to Python), `findings`, `run`,
  `run_steps`, `graph_beside`; `editor.js` puts them together
"""

from .editor import Editor, editor

__all__ = ["Editor", "editor"]
