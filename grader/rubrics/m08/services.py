"""The three services that the workflows of module 8 call, and what can be told from a document that kept too much."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from grader.checks.machines import Actor

__all__ = ["SERVICES", "actors", "foreign", "kept_envelope", "keys_of", "names", "told", "within"]

SERVICES = ("customer", "sales", "communication")

# Stands where a document has nothing.
MISSING = "<missing>"

# What lambda:invoke puts around an answer, and what a service puts around its body.
ENVELOPE = {
    "ExecutedVersion",
    "Payload",
    "SdkHttpMetadata",
    "SdkResponseMetadata",
    "StatusCode",
    "statusCode",
    "body",
}


def names(prefix: str) -> list[str]:
    """Return the functions of the three services, in the order in which they are to be called."""
    return [f"{prefix}-{service}" for service in SERVICES]


def actors(prefix: str, balance: float, lead: str) -> dict[str, Actor]:
    """Return the functions, whatever they are handed: these are their answers."""
    answers = {
        "customer": {"statusCode": 200, "body": json.dumps(balance)},
        "sales": {"leadId": lead, "score": 0.82},
        "communication": {"messageId": "M-5520", "queued": True},
    }
    return {f"{prefix}-{service}": _answering(answer) for service, answer in answers.items()}


def _answering(answer: Any) -> Actor:
    return lambda _: answer


def within(document: Any, *keys: str) -> Any:
    """Return what a document has under these keys, or `MISSING`."""
    for key in keys:
        if not isinstance(document, dict) or key not in document:
            return MISSING
        document = document[key]
    return document


def told(got: Any, wanted: Any) -> Any:
    """Return what came out as a reader should see it: a text that should be something else looks like it otherwise."""
    is_text = isinstance(got, str) and not isinstance(wanted, str) and got != MISSING
    return f"the text {json.dumps(got)}" if is_text else got


def foreign(document: Any, known: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the paths of what is in a document and not in the `known` one, the uppermost key of each."""
    for key, value in document.items() if isinstance(document, dict) else ():
        here = f"{path}{key}"
        if key not in known:
            yield here
        elif isinstance(known[key], dict):
            yield from foreign(value, known[key], f"{here}.")


def keys_of(document: Any) -> Iterator[str]:
    """Yield every key of a document, at any depth."""
    if isinstance(document, dict):
        yield from document
        document = list(document.values())
    for value in document if isinstance(document, list) else ():
        yield from keys_of(value)


def kept_envelope(document: Any, balance: float) -> bool:
    """Tell whether a final document holds an envelope, or the text of the body where the balance should be."""
    found = within(document, "customer", "balance")
    return bool(ENVELOPE & set(keys_of(document))) or (
        isinstance(found, str) and found == json.dumps(balance)
    )
