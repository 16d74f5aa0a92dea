"""Documents that generated machines work on, and the expressions that read them.

Every path may or may not find something: a machine that meets a document it cannot handle is part of what is tested.
"""

from typing import Any

from hypothesis import strategies as st

NUMBERS = st.integers(-5, 1000) | st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3))
TEXTS = st.text("ab {}'\\\"$.é\n", max_size=6) | st.sampled_from(["2031-05-01T00:00:00Z", "12", "a,b", "{}"])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
# What most expressions below find; then with gaps; then anything.
_FOUND: dict[str, st.SearchStrategy[Any]] = {
    "a": st.fixed_dictionaries({"a": SCALARS, "b": DOCUMENTS}),
    "b": st.fixed_dictionaries({"c": SCALARS}),
    "n": st.integers(1, 9),
    "text": TEXTS,
    "when": st.just("2025-05-01T00:00:00Z"),
}
_ITEMS = st.lists(st.integers(-5, 9) | SCALARS, max_size=4)
INPUTS: st.SearchStrategy[Any] = (
    st.fixed_dictionaries({"items": st.lists(st.integers(0, 9), max_size=4), **_FOUND})
    | st.fixed_dictionaries({"items": _ITEMS, **_FOUND})
    | st.fixed_dictionaries({"items": _ITEMS}, optional=_FOUND)
    | DOCUMENTS
)

PATHS = st.sampled_from(["$", "$.a", "$.items", "$.n", "$.text", "$.a.b", "$['a']", "$.items[0]"])
WIDE_PATHS = PATHS | st.sampled_from(
    [
        "$.items[*]",
        "$..a",
        "$.items[0:2]",
        "$.items[?(@ > 1)]",
        "$$.Execution.Input",
        "$$.State.Name",
        "$seen2",
    ]
)
INTRINSICS = st.sampled_from(
    [
        "States.Array($.n, 'a', null)",
        "States.ArrayLength($.items)",
        "States.Format('{} of {}', $.n, $.text)",
        "States.JsonToString($)",
        "States.StringToJson('[1]')",
        "States.MathAdd($.n, 1)",
        "States.StringSplit($.text, ',')",
        "States.ArrayPartition($.items, 2)",
        "States.Hash($.text, 'SHA-256')",
        "States.UUID()",
        "States.MathRandom(1, 10)",
        "States.JsonMerge($.a, $.b, false)",
        "States.ArrayContains($.items, $.n)",
    ]
)
EXPRESSIONS = st.sampled_from(
    [
        "$states.input",
        "$states.input.a",
        "$states.input.items",
        "$states.input.n + 1",
        "$count($states.input.items)",
        "$sum($states.input.items)",
        "$states.context.State.Name",
        "$string($states.input)",
        "$map($states.input.items, function($v) { $v })",
        "$exists($states.input.a) ? 'yes' : 'no'",
        "$uuid()",
        "$partition($states.input.items, 2)",
        "$uppercase('a' & $states.input.text)",
        "$exists($seen2) ? $seen2 : 0",
        "100 / $states.input.n",
    ]
).map(lambda text: f"{{% {text} %}}")
