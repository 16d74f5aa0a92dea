"""The parameters of TestState, read: texts of JSON become documents, what is left out its default."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from course.asl.strict_json import DECODER
from course.facts import value

from .refused import Refused, invalid

__all__ = ["Configuration", "Level", "Mock", "Request", "read"]

Level = Literal["INFO", "DEBUG", "TRACE"]
Mode = Literal["STRICT", "PRESENT", "NONE"]

LONGEST_NAME: int = value("states.name")

# Where in a request the configuration is.
CONFIGURATION = "stateConfiguration."
# What AWS calls the JSON texts in its messages.
NAMES = {"context": "Context object", "variables": "Variables"}
LEVELS = ("INFO", "DEBUG", "TRACE")
MODES = ("STRICT", "PRESENT", "NONE")


@dataclass(frozen=True, slots=True)
class Mock:
    """What the state's work is said to have come to: a `result`, or an `error` (None if there is a result)."""

    result: Any
    error: str | None
    cause: str | None
    mode: Mode


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is said to have happened before; None where nothing is said.

    `retries` of the retrier that takes the error, `failed` iterations of a Map, the `read` text of its dataset, and the
    state inside a Map or Parallel that `caused` the error.
    """

    retries: int | None = None
    failed: int | None = None
    read: str | None = None
    caused: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `input_text` is the input as it came; `context` is None where the caller gives none."""

    definition: str
    state_name: str | None
    role_arn: str | None
    input: Any
    input_text: str
    level: Level
    mock: Mock | None
    context: dict[str, Any] | None
    variables: dict[str, Any]
    configuration: Configuration


def read(parameters: Mapping[str, Any]) -> Request:
    """Return the request that TestState's parameters make, named as in the API. Raises Refused."""
    text = parameters.get("input", "{}")
    try:
        document = _document(text)
    except ValueError as problem:
        raise Refused(
            "InvalidExecutionInput", f"Invalid State Machine Execution Input: '{problem}'"
        ) from None
    return Request(
        parameters["definition"],
        _name(parameters, "stateName"),
        parameters.get("roleArn"),
        document,
        text,
        cast(Level, _choice(parameters, "inspectionLevel", LEVELS)),
        _mock(parameters.get("mock")),
        _object(parameters, "context"),
        _object(parameters, "variables") or {},
        _configuration(parameters.get("stateConfiguration") or {}),
    )


def _mock(given: Mapping[str, Any] | None) -> Mock | None:
    if given is None:
        return None
    kinds = [name for name in ("result", "errorOutput") if name in given]
    if len(kinds) != 1:
        raise invalid("A test mock should have only one of the following fields: [result, errorOutput].")
    mode = cast(Mode, _choice(given, "fieldValidationMode", MODES, within="mock."))
    if kinds == ["errorOutput"]:
        output = given["errorOutput"]
        if "error" not in output:
            raise invalid("The error field is required when a test mock has an errorOutput.")
        return Mock(None, output["error"], output.get("cause"), mode)
    try:
        return Mock(_document(given["result"]), None, None, mode)
    except ValueError as problem:
        raise invalid(f"Mocked result must be valid JSON: {problem}") from None


def _configuration(given: Mapping[str, Any]) -> Configuration:
    return Configuration(
        _count(given, "retrierRetryCount"),
        _count(given, "mapIterationFailureCount"),
        given.get("mapItemReaderData"),
        _name(given, "errorCausedByState", within=CONFIGURATION),
    )


def _count(given: Mapping[str, Any], name: str) -> int | None:
    found: int | None = given.get(name)
    if found is not None and found < 0:
        raise _constraint(found, CONFIGURATION + name, "Member must have value greater than or equal to 0")
    return found


def _name(given: Mapping[str, Any], name: str, *, within: str = "") -> str | None:
    found: str | None = given.get(name)
    if found is not None and not 1 <= len(found) <= LONGEST_NAME:
        bound = f"less than or equal to {LONGEST_NAME}" if found else "greater than or equal to 1"
        raise _constraint(found, within + name, f"Member must have length {bound}")
    return found


def _object(parameters: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    if name not in parameters:
        return None
    try:
        found = _document(parameters[name])
    except ValueError as problem:
        raise invalid(f"Invalid {NAMES[name]} provided: {problem}") from None
    if not isinstance(found, dict):
        raise invalid(f"Invalid {NAMES[name]} provided: it must be a JSON object")
    return found


def _choice(given: Mapping[str, Any], name: str, choices: tuple[str, ...], *, within: str = "") -> str:
    """Return one of the choices; without one the first."""
    found: str = given.get(name, choices[0])
    if found not in choices:
        raise _constraint(found, within + name, f"Member must satisfy enum value set: [{', '.join(choices)}]")
    return found


def _constraint(found: object, name: str, broken: str) -> Refused:
    return invalid(
        f"1 validation error detected: Value '{found}' at '{name}' failed to satisfy constraint: {broken}"
    )


def _document(text: str) -> Any:
    """Return the document of a JSON text. Raises ValueError."""
    try:
        return DECODER.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
