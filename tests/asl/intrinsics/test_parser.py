"""Reading calls."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.intrinsics import Call, IntrinsicSyntaxError, Literal, PathArgument, parse_call, paths

PIECES = st.sampled_from(
    ["States.", "Format", "UUID", "(", ")", ",", "'", "\\", "$", "$.a", "[", "]", "{}", " ", "1", "-", "null"]
)


def test_a_call_is_taken_apart() -> None:
    text = "States.Format('it\\'s {}',  $.a['x, (y'] , -1.5e2, States.UUID(), null)"

    expected = Call(
        "States.Format",
        (
            Literal("it's {}", "it\\'s {}", 15),
            PathArgument("$.a['x, (y']", 28),
            Literal(-150.0, "-1.5e2", 43),
            Call("States.UUID", (), "States.UUID()", 51),
            Literal(None, "null", 66),
        ),
        text,
    )

    assert expected == parse_call(text)


@pytest.mark.parametrize(
    "path",
    [
        "$",
        "$$",
        "$$.Execution.Input.a",
        "$variable",
        "$variable.field[0]",
        "$.a[?(@.b == 'x, )' && @.c < 1)].d",
        '$["a)"]',
        "$.a.length()",
        "$.a[0,1]",
        "$..b[(@.length-1)]",
    ],
)
def test_a_path_ends_where_its_argument_does(path: str) -> None:
    call = parse_call(f"States.Array({path},States.Array( {path} ))")

    assert [path, path] == [argument.text for argument in paths(call)]


@pytest.mark.parametrize(
    "text, column, message",
    [
        ("", 1, "Expected the name of an intrinsic function, such as States.Format, but found the end"),
        ("$.a", 1, "Expected the name of an intrinsic function, such as States.Format, but found '$'"),
        (
            " States.UUID()",
            1,
            "Expected the name of an intrinsic function, such as States.Format, but found ' '",
        ),
        (
            "JsonToString($)",
            1,
            "Expected the name of an intrinsic function, such as States.Format, but found 'J'",
        ),
        ("States.Formt('a')", 1, "There is no function States.Formt; did you mean States.Format?"),
        ("States.Xyz($.result)", 1, "There is no function States.Xyz"),
        ("States. ", 1, "There is no function States."),
        (
            "States.StringToJson $.escaped)",
            20,
            "Expected '(' at once after States.StringToJson, but found ' '",
        ),
        ("States.UUID", 12, "Expected '(' at once after States.UUID, but found the end"),
        ("States.JsonToString($", 22, "Expected ',' or ')', but found the end"),
        ("States.Array(1, )", 17, "but found ')'"),
        ("States.Array(1 2)", 16, "Expected ',' or ')', but found '2'"),
        ("States.Array(1) x", 16, "Expected nothing after the call, but found ' '"),
        ("States.Array('a)", 14, "The apostrophe that opens here is never closed"),
        ("States.Array('a\\')", 14, "The apostrophe that opens here is never closed"),
        ("States.Array('a', 'b\\\"c')", 21, "The escape \\\" is unknown; there are \\' \\{ \\} and \\\\"),
        ("States.Array('\\n')", 15, "The escape \\n is unknown; there are \\' \\{ \\} and \\\\"),
        ("States.Array([1])", 14, "but found '[1]'"),
        ("States.Array(.5)", 14, "but found '.5'"),
        ("States.Array(01)", 14, "but found '01'"),
        ("States.Array(True)", 14, "but found 'True'"),
        ('States.Array("a")', 14, "but found '\"a\"'"),
        ("States.Array(States.Arry())", 14, "There is no function States.Arry; did you mean States.Array?"),
        ("States.Array($.a[0)", 20, "Expected ',' or ')', but found the end"),
        ("States.Array(" + "9" * 5000 + ")", 14, "This number is too large"),
        ("States.Array(1, -1e400)", 17, "This number is too large"),
        ("States.Array(" * 51 + ")" * 51, 651, "Calls are nested more than 50 deep"),
    ],
)
def test_what_is_no_call_is_refused(text: str, column: int, message: str) -> None:
    with pytest.raises(IntrinsicSyntaxError) as caught:
        parse_call(text)

    assert column == caught.value.column
    assert caught.value.message.endswith(message)


@given(st.lists(PIECES | st.characters(), max_size=20).map("".join).map(lambda text: f"States.Array({text}"))
def test_every_text_is_a_call_or_refused(text: str) -> None:
    found: Any = None
    try:
        found = parse_call(text)
    except IntrinsicSyntaxError as error:
        found = error

    assert isinstance(found, Call) or 1 <= found.column <= len(text) + 1


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    assert 100_000 == len(parse_call("States.Array(" + ",".join(["$.a[?(@.b)]"] * 100_000) + ")").arguments)
