"""M08 E1, five fields: the document at each stage of one Task is given, and the fields that make it so are wanted.

Each field earns its points by itself. Decided:

* A stage is right if the field makes the wanted document of the right document before it, or of what the learner's own
  fields made before it: nobody loses points twice for one mistake.
* Stages are tried as TestState does it, with the result mocked; a field that AWS refuses costs its own stage only.
* A whole Task state is accepted as well, of which the five fields are taken.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .charge_visit import BANK, FIELDS, OF_A_STATE, SHOWN, STAGES, Documents, Stage, documents, drawn
from .misconceptions import mark_missing, mark_on_a_fixed_value, output_path_places, result_replaces
from .one_state import tried
from .templates import roots_mixed_up

PLACES = ("receipt", "booking", "settlement", "outcome")


def variant(rng: random.Random) -> dict[str, Any]:
    """The terminal that the bank wants to be told, and the name under which the result is kept."""
    return {"terminal": f"T-{rng.randint(100, 999)}", "place": rng.choice(PLACES)}


def visits(bench: Bench) -> list[Documents]:
    """The visit that the task shows, another one, and in grading two more."""
    rng = random.Random(f"{bench.variant}")
    first = documents(SHOWN, **bench.variant)
    return [first, documents(drawn(rng) | {"currency": "CHF"}, **bench.variant), *more_visits(bench)]


@hidden
def more_visits(bench: Bench, rng: random.Random) -> list[Documents]:
    """Two more payments, one of them of nothing and in another currency."""
    of_nothing = {"amount": 0, "currency": rng.choice(("SEK", "DKK"))}
    return [documents(drawn(rng), **bench.variant), documents(drawn(rng) | of_nothing, **bench.variant)]


def makes(field: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that a field makes the wanted document of its stage, for every visit."""

    def check(bench: Bench) -> Iterator[Finding]:
        fields, stage = written(bench), STAGES[field]
        for number, visit in enumerate(bench.once(visits), start=1):
            bench.count()
            if not right(fields, stage, visit):
                where = f"{_named(fields, field)}, visit {number}"
                yield Finding(
                    where, stage.given(visit), alone(fields, stage, visit), stage.wanted(visit), number
                )

    return check


def right(fields: dict[str, Any], stage: Stage, visit: Documents) -> bool:
    """Tell whether a field does its work, given the right document or the one that the fields before it made."""
    wanted = stage.wanted(visit)
    return same(alone(fields, stage, visit), wanted) or same(together(fields, stage, visit), wanted)


def alone(fields: dict[str, Any], stage: Stage, visit: Documents) -> Any:
    """Return what one field makes of the right document before it."""
    return _at(fields, (stage.field,), stage, stage.document(visit), stage.result(visit), visit)


def together(fields: dict[str, Any], stage: Stage, visit: Documents) -> Any:
    """Return what the fields so far make of the visit."""
    return _at(fields, stage.chain, stage, visit.given, visit.result, visit)


def _at(
    fields: dict[str, Any], used: tuple[str, ...], stage: Stage, document: Any, result: Any, visit: Documents
) -> Any:
    state = BANK | {name: fields[name] for name in used if name in fields}
    return tried(state, document, result=result, context=visit.context).at(stage.shown)


def written(bench: Bench) -> dict[str, Any]:
    """Return what was delivered, as a dictionary that may lack some of the five fields."""
    value = bench.answer("fields").value
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise bench.answers["fields"].refused(f"a text that is no JSON: {error}", _EXPECTED) from None
    if not isinstance(value, dict):
        raise bench.answers["fields"].refused(value, _EXPECTED)
    slips = {name.casefold() for name in FIELDS}
    unknown = [name for name in value if name not in OF_A_STATE and name.casefold() not in slips]
    if unknown:
        raise bench.answers["fields"].refused(f"a field {unknown[0]!r}, which no Task state has", _EXPECTED)
    if value.get("QueryLanguage", "JSONPath") != "JSONPath":
        raise bench.answers["fields"].refused(
            "a state in JSONata", "a state in JSONPath: it alone has these five fields"
        )
    return value


_EXPECTED = f"a dictionary with the fields {', '.join(FIELDS[:-1])} and {FIELDS[-1]}, spelled so"


def _named(fields: dict[str, Any], field: str) -> str:
    if field in fields:
        return f"`{field}`"
    slip = next((name for name in fields if name.casefold() == field.casefold()), None)
    return f"`{field}` ({f'you wrote {slip}' if slip else 'left out'}, so its default)"


def _templates(bench: Bench) -> list[Any]:
    fields = written(bench)
    return [fields.get(name) for name in ("Parameters", "ResultSelector")]


def _roots(bench: Bench) -> bool:
    visit = bench.once(visits)[0]
    return roots_mixed_up(written(bench).get("Parameters"), visit.given | visit.selected, visit.context)


def _output_path_places(bench: Bench) -> bool:
    """Whether nothing places the result, and OutputPath names the place where it should be."""
    fields = written(bench)
    return not _places(fields) and str(fields.get("OutputPath")).endswith(f".{bench.variant['place']}")


def _result_replaces(bench: Bench) -> bool:
    return not _places(written(bench))


def _places(fields: dict[str, Any]) -> bool:
    return bool(fields.get("ResultPath", "$") != "$")


def _another_order(bench: Bench) -> bool:
    """Whether a field makes its document at another place in the order, for every visit."""
    fields, every = written(bench), bench.once(visits)
    return any(
        field in fields
        and not all(right(fields, STAGES[field], visit) for visit in every)
        and all(elsewhere(fields, visit) for visit in every)
        for field, elsewhere in (
            ("Parameters", _shapes_first),
            ("ResultSelector", _selects_from_placed),
            ("ResultPath", _places_into_selected),
        )
    )


def _shapes_first(fields: dict[str, Any], visit: Documents) -> bool:
    shaped = _at(fields, ("Parameters",), STAGES["Parameters"], visit.given, {}, visit)
    return same(shaped, visit.sent)


def _selects_from_placed(fields: dict[str, Any], visit: Documents) -> bool:
    placed = _at(fields, ("ResultPath",), STAGES["ResultPath"], visit.given, visit.result, visit)
    selected = _at(fields, ("ResultSelector",), STAGES["ResultSelector"], {}, placed, visit)
    return same(selected, visit.kept)


def _places_into_selected(fields: dict[str, Any], visit: Documents) -> bool:
    placed = _at(fields, ("ResultPath",), STAGES["ResultPath"], visit.selected, visit.kept, visit)
    return same(placed, visit.output)


EXERCISE = Exercise(
    id="m08.e1",
    title="Five fields",
    lesson="D1",
    deliver=("fields",),
    variant=variant,
    parts=(
        Part("InputPath leaves the request, and nothing else of the state's input", 2, "B", makes("InputPath")),
        Part("Parameters makes what the bank is to receive", 2, "BV", makes("Parameters")),
        Part("ResultSelector keeps two values of the bank's answer", 2, "B", makes("ResultSelector")),
        Part("ResultPath puts them into the request", 2, "BV", makes("ResultPath"), lesson="D2"),
        Part("OutputPath lets the request through, with what is in it", 2, "B", makes("OutputPath")),
    ),
    misconceptions=(
        mark_on_a_fixed_value(_templates),
        mark_missing(_templates),
        Misconception(
            "K08.7",
            "`$$` and `$` mixed",
            _roots,
            "Execution facts live in another document than the payment. How does a path begin in each of the two?",
            about="Parameters",
        ),
        output_path_places(_output_path_places),
        Misconception(
            "K08.5",
            "filters applied in another order",
            _another_order,
            "Say the order aloud: select, shape, run, select, place, trim. To what is each of your fields applied?",
            about="the order of the fields",
        ),
        result_replaces(_result_replaces),
    ),
    hints=(
        (
            "Write the seven documents in a column and draw an arrow from each to the next. On which arrow does something only "
            "get smaller, on which does it get a new shape, and on which do two documents become one?"
        ),
        (
            "Select, shape, run, select, place, trim. InputPath and OutputPath choose a part of a document; Parameters and "
            "ResultSelector build a new one; ResultPath puts the result into the state's input, and that is the whole input, "
            "not what InputPath left of it. Lesson steps D1 and D2."
        ),
        (
            'A path is a text: "$.order". A template is an object in which a key ending in .$ takes its value from a path, and '
            'any other key keeps its value as it stands: {"total.$": "$.sum", "unit": "EUR"}. Inside Parameters $ is what '
            "InputPath left; inside ResultSelector it is the raw result. Facts about the execution come from the context "
            "object, whose paths begin with $$."
        ),
        (
            'A neighbour: a state gets {"trip": {"tripId": "T-9", "km": 12}, "car": {...}} and asks a tariff service, which '
            'answers {"price": {"cents": 480}, "zone": 2}. Wanted at the end: {"tripId": "T-9", "km": 12, "price": {"cents": 480}}\n'
            "```json\n"
            '"InputPath": "$.trip"\n'
            '"Parameters": {"distance.$": "$.km", "unit": "km"}\n'
            '"ResultSelector": {"cents.$": "$.price.cents"}\n'
            '"ResultPath": "$.trip.price"\n'
            '"OutputPath": "$.trip"\n'
            "```"
        ),
    ),
)  # fmt: skip
