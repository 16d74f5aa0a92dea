"""What a cell shows, in the form in which notebooks keep it. There is only so much room: a flood is cut, and says so."""

import io
import json
from typing import Any

__all__ = ["MOST_CHARACTERS", "Output", "Outputs", "Stream"]

MOST_CHARACTERS = 200_000  # of all outputs of one cell
MOST_OUTPUTS = 200

Output = dict[str, Any]


class Outputs:
    """The outputs of one cell, in the order in which they came; text of one stream that comes in a row is one output."""

    def __init__(self) -> None:
        self.all: list[Output] = []
        self._left = MOST_CHARACTERS
        self._cut = False

    def text(self, stream: str, text: str) -> None:
        """Add text that was written to stdout or stderr."""
        kept = text[: self._left]
        self._left -= len(kept)
        last = self.all[-1] if self.all else {}
        if kept and last.get("output_type") == "stream" and last.get("name") == stream:
            last["text"] += kept
        elif kept:
            self._add({"output_type": "stream", "name": stream, "text": kept})
        if len(kept) < len(text):
            self._note()

    def rich(self, data: dict[str, Any], metadata: dict[str, Any] | None, *, result: bool) -> None:
        """Add something displayed, or the result of the cell; what is no JSON is left out."""
        plain = {str(kind): found for kind, each in data.items() if (found := _plain(each)) is not None}
        size = len(json.dumps(plain))
        if size > self._left:
            self._note()
            return
        self._left -= size
        kind = "execute_result" if result else "display_data"
        number = {"execution_count": None} if result else {}
        self._add({"output_type": kind, "data": plain, "metadata": _plain(metadata) or {}, **number})

    def error(self, name: str, message: str, traceback: list[str]) -> None:
        """Add an exception that ended the cell; it is kept even where there is no more room."""
        self.all.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": message[:5_000],
                "traceback": [line[:5_000] for line in traceback[-60:]],
            }
        )

    def clear(self) -> None:
        """Forget what was shown so far, as `clear_output` asks."""
        self.all.clear()

    def _add(self, output: Output) -> None:
        if len(self.all) < MOST_OUTPUTS:
            self.all.append(output)
        else:
            self._note()

    def _note(self) -> None:
        if not self._cut:
            self._cut = True
            said = "\n… more was shown than there is room for; the rest is left out.\n"
            self.all.append({"output_type": "stream", "name": "stdout", "text": said})


class Stream(io.TextIOBase):
    """A text stream that writes into the outputs of the cell that runs."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name = name
        self.outputs = outputs

    def write(self, text: str) -> int:
        """Take text; TypeError for anything else, as with every text stream."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.outputs.text(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Say that one may write here."""
        return True


def _plain(value: Any) -> Any:
    """Return a copy that JSON can hold, None where there is none."""
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        return None
