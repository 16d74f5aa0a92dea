"""A state machine's definition as a template takes it: JSON, with names in place of addresses."""

import json
import re
from typing import Any

from .draft import Draft
from .references import attribute_of

__all__ = ["as_json", "substituted"]


def substituted(draft: Draft, definition: str) -> tuple[str, dict[str, Any]]:
    """Put a name in place of every address in the definition; return the text and what the names stand for."""
    text = json.dumps(json.loads(as_json(definition)), indent=2, ensure_ascii=False)
    found: dict[str, Any] = {}
    # Longest first, so that no address is taken for the beginning of another.
    for address in sorted(draft.known, key=len, reverse=True):
        known = draft.known[address]
        place = re.compile(rf"(?<![A-Za-z0-9-]){re.escape(address)}(?![\w-])")
        if place.search(text):
            name = f"{known.logical}{known.attribute or 'Ref'}"
            found[name] = address if known.as_text else attribute_of(known)
            text = place.sub(f"${{{name}}}", text)
    for bucket in draft.buckets:
        place = re.compile(rf'"(Bucket(?:\.\$)?)": "{re.escape(bucket)}"')
        if place.search(text):
            name = draft.logical(bucket, "BucketName")
            found[name] = {"Fn::Sub": draft.buckets[bucket]}
            text = place.sub(rf'"\1": "${{{name}}}"', text)
    account = draft.world.account
    for name, address in (("Region", account.region), ("AccountId", account.id)):
        if re.search(rf"(?<![\w-]){address}(?![\w-])", text):
            text = re.sub(rf"(?<![\w-]){address}(?![\w-])", f"${{{name}}}", text)
            found[name] = {"Ref": f"AWS::{name}"}
    return text, dict(sorted(found.items()))


def as_json(text: str) -> str:
    """Return a definition as JSON, in which it may have been written; a template takes nothing else."""
    from course.asl.text import read, to_text

    try:
        json.loads(text)
    except ValueError:
        return to_text(read(text).value)
    return text
