"""One state, field by field."""

import json
from collections.abc import Iterator
from typing import Any

from .document import Document, computed, fixed, literal, template
from .expression import LOST, differs_of, expression
from .line import Line, UntranslatableError
from .placing import INPUT, placed, trimmed

__all__ = ["translate_state"]

State = dict[str, Any]

# Fields that mean the same in both languages, by what they are written before or after; then those that are rewritten.
_FIRST = ("Type", "Comment", "Resource", "Seconds", "Error", "Cause", "TimeoutSeconds", "HeartbeatSeconds")
_LAST = ("Next", "End")
_REWRITTEN = {
    "Task": {"InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "Assign", "Catch"},
    "Pass": {"InputPath", "Parameters", "Result", "ResultPath", "OutputPath", "Assign"},
    "Succeed": {"InputPath", "OutputPath"},
    "Wait": {"InputPath", "OutputPath"},
    "Fail": set[str](),
}
_CAUGHT = {"ErrorEquals", "Next", "ResultPath", "Assign", "Comment"}

_MARKED = "No key ends in .$ here; what is computed stands between {% and %}."

_RESULT = computed("$states.result")
_ERROR = computed("$states.errorOutput")


def translate_state(name: str, state: State) -> tuple[State, list[Line]]:
    """Return the state in JSONata, and the lines that were rewritten. Raises UntranslatableError."""
    where = f"state {name!r}"
    known = _REWRITTEN.get(state.get("Type", ""))
    if known is None:
        raise UntranslatableError(where, f"a {state.get('Type')} state is none of {', '.join(_REWRITTEN)}")
    if others := sorted(state.keys() - known - {*_FIRST, *_LAST, "Retry", "QueryLanguage"}):
        raise UntranslatableError(where, f"{others[0]} has no counterpart that always does the same")
    writer = _Writer(name, state)
    try:
        return dict(writer.fields()), writer.lines
    except ValueError as error:
        raise UntranslatableError(where, str(error)) from None


class _Writer:
    """Writes one state; `lines` fill up on the way, and `where` says what the next one is about."""

    def __init__(self, name: str, state: State) -> None:
        self.name, self.state, self.lines = name, state, list[Line]()
        self.where = name

    def fields(self) -> Iterator[tuple[str, Any]]:
        """Yield the fields of the state in JSONata. Raises ValueError."""
        state, works = self.state, self.state["Type"] == "Task"
        yield from ((name, fixed(state[name]).field) for name in _FIRST if name in state)
        made = self._way_in("Arguments" if works else "Output")
        if works and made is not INPUT:
            yield "Arguments", made.field
        result, otherwise = (_RESULT, _RESULT) if works else (made, INPUT)
        output = self._way_out(state, result)
        if output.text != otherwise.text:
            yield "Output", output.field
        if "Assign" in state:
            yield "Assign", self._assigned(state, result)
        if "Retry" in state:
            yield "Retry", state["Retry"]
        if "Catch" in state:
            yield "Catch", [self._catcher(each, number) for number, each in enumerate(state["Catch"], 1)]
        yield from ((name, state[name]) for name in _LAST if name in state)

    def _way_in(self, target: str) -> Document:
        """Return what the state works on: InputPath, then Parameters, or a Pass state's Result."""
        state = self.state
        selected = trimmed(INPUT, state.get("InputPath", "$"))
        if selected is not INPUT:
            why = f"Nothing is selected beforehand: every expression begins at the whole input, so $ becomes {selected.text}."
            self._say(_pair(state, "InputPath"), "", why)
        if "Result" in state:
            made = fixed(state["Result"])
            self._say(_pair(state, "Result"), _open(target), "What a Pass state hands on is its Output.")
            return made
        if "Parameters" not in state:
            return selected
        why = (
            "What the task is given is called Arguments."
            if target == "Arguments"
            else "The Output says what leaves."
        )
        self._say(_open("Parameters"), _open(target), f"{why} {_MARKED}")
        whole = target == "Arguments" or not _is_placed(state)
        return self._template(state["Parameters"], selected.text, whole=whole)

    def _way_out(self, holder: State, result: Document) -> Document:
        """Return what leaves: ResultSelector, ResultPath and OutputPath of a state, or ResultPath of a catcher."""
        if "ResultSelector" in holder:
            why = (
                f"The result is shaped where the output is said; it is called $states.result there. {_MARKED}"
            )
            self._say(_open("ResultSelector"), _open("Output"), why)
            result = self._template(holder["ResultSelector"], result.text, whole=not _is_placed(holder))
        path = holder.get("ResultPath", "$")
        inside = placed(result, path)
        output = trimmed(inside, holder.get("OutputPath", "$"))
        lost = LOST if _has_paths(holder) else ""
        if inside is not result:
            kept = (
                f"the input, with {path.removeprefix('$.')} in it."
                if path
                else "the input. The result is dropped."
            )
            why = f"Nothing places a result: the output is said in full, {kept}"
            self._say(_pair(holder, "ResultPath"), _output(inside), why, lost)
        if output is not inside:
            why = "Nothing trims the output: what is selected stands at the end of the expression."
            shown = output if inside is result else computed(output.text.replace(inside.text, "… "))
            self._say(_pair(holder, "OutputPath"), _output(shown), why, lost if inside is result else "")
        return output

    def _assigned(self, holder: State, result: Document) -> Any:
        self._say(_open("Assign"), _open("Assign"), f"Variables are set in the same place. {_MARKED}")
        return self._template(holder["Assign"], result.text, whole=True).field

    def _catcher(self, catcher: State, number: int) -> State:
        if others := sorted(catcher.keys() - _CAUGHT):
            raise ValueError(f"{others[0]} of a catcher has no counterpart that always does the same")
        self.where = f"{self.name}, catcher {number}"
        output = self._way_out(catcher, _ERROR)
        made = {name: value for name, value in catcher.items() if name not in {"ResultPath", "Assign"}}
        if output is not _ERROR:
            made["Output"] = output.field
        if "Assign" in catcher:
            made["Assign"] = self._assigned(catcher, _ERROR)
        return made

    def _template(self, value: Any, dollar: str, *, whole: bool) -> Document:
        """Return a template; `whole`: its fields stand in the definition by themselves, not in one expression."""

        def compute(key: str, text: Any) -> Document:
            made, name = computed(expression(text, dollar)), key.removesuffix(".$")
            after = _pair({name: made.field}, name) if whole else f"… {literal(name)}: {made.text} …"
            self._say(_pair({key: text}, key), after, _reads(text, dollar), differs_of(text))
            return made

        return template(value, compute)

    def _say(self, before: str, after: str, why: str, differs: str = "") -> None:
        self.lines.append(Line(self.where, before, after, why, differs))


def _is_placed(holder: State) -> bool:
    return any(holder.get(name, "$") != "$" for name in ("ResultPath", "OutputPath"))


def _has_paths(holder: State) -> bool:
    """Tell whether a template becomes a part of the output's expression."""
    return "ResultSelector" in holder or (holder.get("Type") == "Pass" and "Parameters" in holder)


def _reads(text: str, dollar: str) -> str:
    """Say what became of the text of a `.$` field."""
    if text.startswith("States."):
        return "An operator or a function of JSONata does the work of the intrinsic function."
    if text.startswith("$$"):
        return "The context object is called $states.context."
    if text == "$" or text.startswith(("$.", "$[")):
        return f"What was $ is {dollar}."
    return "Variables are called as before."


def _output(document: Document) -> str:
    return _pair({"Output": document.field}, "Output")


def _pair(holder: State, name: str) -> str:
    return f"{_open(name).removesuffix('{…}')}{json.dumps(holder[name], ensure_ascii=False)}"


def _open(name: str) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}: {{…}}"
