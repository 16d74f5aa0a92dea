"""Replaces the addresses of one account by references, so that a template deploys in any other.

What has a resource in the template becomes Ref, Fn::GetAtt or Fn::Sub; of anything else account, Region and partition
become pseudo parameters.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from .draft import Draft, Known, Resource, Verbatim

__all__ = ["attribute_of", "needs", "resolve"]

_INTRINSIC = {"Ref", "Fn::GetAtt", "Fn::Sub"}
_NAMED = re.compile(r"\$\{(?!!)([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}")

Loose = set[
    tuple[str, str]
]  # (resource, the one it names): said as text, since they name each other in a circle


def resolve(draft: Draft) -> dict[str, Any]:
    """Return the template's Resources, without circles."""
    loose: Loose = set()
    while True:
        found = {name: _resource(draft, name, resource, loose) for name, resource in draft.resources.items()}
        graph = {name: list(dict.fromkeys(needs(document, found))) for name, document in found.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            loose.add(_weakest(draft, error.args[1], loose))
        else:
            return found


def attribute_of(known: Known) -> dict[str, Any]:
    """Return the reference to an address."""
    return {"Fn::GetAtt": [known.logical, known.attribute]} if known.attribute else {"Ref": known.logical}


def needs(node: Any, names: Mapping[str, Any]) -> Iterator[str]:
    """Yield the resources that a part of a template refers to."""
    if isinstance(node, list):
        for each in node:
            yield from needs(each, names)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "Ref" and value in names:
            yield value
        elif key == "Fn::GetAtt":
            yield value[0]
        elif key == "DependsOn":
            yield from [value] if isinstance(value, str) else value
        elif key == "Fn::Sub":
            yield from (name for name in _NAMED.findall(value) if name in names)
        else:
            yield from needs(value, names)


def _weakest(draft: Draft, circle: list[str], loose: Loose) -> tuple[str, str]:
    """Return a step of the circle that can be said as text: (who names, who is named)."""
    # graphlib lists a circle from what is needed to what needs it.
    for named, naming in pairwise(circle):
        step = (naming, named)
        textual = any(known.logical == named and known.as_text for known in draft.known.values())
        if step not in loose and textual and named not in draft.resources[naming].depends:
            return step
    raise ValueError(
        f"these resources name each other in a circle that a template cannot express: {', '.join(circle)}"
    )


def _resource(draft: Draft, name: str, resource: Resource, loose: Loose) -> dict[str, Any]:
    kept = {text: known for text, known in draft.known.items() if known.logical != name}

    def known(text: str) -> Known | None:
        found = kept.get(text)
        return None if found is None or (found.as_text and (name, found.logical) in loose) else found

    place = _Places(draft, sorted(kept, key=len, reverse=True), known)
    found: dict[str, Any] = {"Type": resource.type}
    if resource.depends:
        found["DependsOn"] = resource.depends[0] if len(resource.depends) == 1 else list(resource.depends)
    found |= resource.attributes
    if resource.properties:
        found["Properties"] = place.walk(resource.properties)
    return found


class _Places:
    """Finds addresses in the properties of one resource."""

    def __init__(self, draft: Draft, texts: list[str], known: Callable[[str], Known | None]) -> None:
        self._draft, self._known = draft, known
        every = "|".join(re.escape(text) for text in texts)
        self._address = re.compile(rf"(?<![A-Za-z0-9-])(?:{every})(?![\w-])") if texts else None

    def walk(self, node: Any, path: tuple[str, ...] = ()) -> Any:
        if isinstance(node, dict):
            if len(node) == 1 and next(iter(node)) in _INTRINSIC:
                return node
            return {name: self.walk(value, (*path, name)) for name, value in node.items()}
        if isinstance(node, list):
            return [self.walk(each, path) for each in node]
        if isinstance(node, Verbatim):
            return str(node)
        return self._text(node, path) if isinstance(node, str) else node

    def _text(self, text: str, path: tuple[str, ...]) -> Any:
        if known := self._known(text):
            return attribute_of(known)
        if text in self._draft.buckets and _names_bucket(path):
            return {"Fn::Sub": self._draft.buckets[text]}
        said = self._substituted(text)
        return {"Fn::Sub": said} if said != text.replace("${", "${!") else text

    def _substituted(self, text: str) -> str:
        found, at = [], 0
        for match in self._address.finditer(text) if self._address else ():
            if known := self._known(match[0]):
                dotted = f"{known.logical}.{known.attribute}" if known.attribute else known.logical
                found += [self._portable(text[at : match.start()]), f"${{{dotted}}}"]
                at = match.end()
        return "".join([*found, self._portable(text[at:])])

    def _portable(self, text: str) -> str:
        """Say account, Region and partition of an address by pseudo parameters."""
        account = self._draft.world.account
        text = text.replace("${", "${!")
        for name, unique in self._draft.buckets.items():
            text = re.sub(
                rf"arn:aws:s3:::{re.escape(name)}(?![\w.-])", f"arn:${{AWS::Partition}}:s3:::{unique}", text
            )
        text = re.sub(r"\barn:aws:", "arn:${AWS::Partition}:", text)
        text = re.sub(rf"(?<=[:.]){account.region}(?=[:.])", "${AWS::Region}", text)
        text = text.replace("${AWS::Region}.amazonaws.com", "${AWS::Region}.${AWS::URLSuffix}")
        return re.sub(rf"(?<!\d){account.id}(?!\d)", "${AWS::AccountId}", text)


def _names_bucket(path: tuple[str, ...]) -> bool:
    """Tell whether a bucket's bare name may stand here: a parameter, an event pattern, a function's variable."""
    return path[-1:] == ("Bucket",) or path[-2:] == ("bucket", "name") or path[-2:-1] == ("Variables",)
