"""Pictures: how numbers and times are to be written. What is wrong with one gets the language's code."""

from typing import Any

from jsonata.constants import Constants  # type: ignore[import-untyped]  # it ships no types

from course.asl.jsonata.failures import JException

__all__ = ["LONGEST_PICTURE", "with_picture"]

LONGEST_PICTURE = 1024
# The library's words, and the code that the language has for them.
CODES = {
    Constants.ERR_MSG_DIFF_DECIMAL_GROUP: "D3131",
    Constants.ERR_MSG_INVALID_NAME_MODIFIER: "D3133",
    Constants.ERR_MSG_MISSING_FORMAT: "D3136",
    Constants.ERR_MSG_NO_CLOSING_BRACKET: "D3135",
    Constants.ERR_MSG_SEQUENCE_UNSUPPORTED: "D3130",
    Constants.ERR_MSG_TIMEZONE_FORMAT: "D3134",
    Constants.ERR_MSG_UNKNOWN_COMPONENT_SPECIFIER: "D3132",
}


def with_picture(function: Any, picture: str | None, *arguments: Any) -> Any:
    """Return what the library's function makes of the arguments. Raises `JException` (D3130 to D3136)."""
    if picture is not None and len(picture) > LONGEST_PICTURE:
        raise JException("D3132", -1, picture[:40])
    try:
        return function(*arguments)
    except JException:
        raise
    except KeyError as error:
        raise JException("D3132", -1, error.args[0]) from None
    except RuntimeError as error:
        code = CODES.get(str(error))
        if code is None:
            raise
        raise JException(code, -1, picture) from None
