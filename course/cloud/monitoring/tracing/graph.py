"""Who called whom, how often and how long: the service graph of some traces.

https://docs.aws.amazon.com/xray/latest/api/API_Service.html
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["service_graph"]

Document = Mapping[str, Any]
_Key = tuple[str, str]  # name and type

_CLIENT = "client"


@dataclass
class _Calls:
    """What is counted of a service or of an edge."""

    documents: list[Document] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        faults = sum(bool(each.get("fault")) for each in self.documents)
        throttles = sum(bool(each.get("throttle")) for each in self.documents)
        errors = sum(bool(each.get("error")) for each in self.documents)
        total = len(self.documents)
        lasted = sum(
            float(each.get("end_time", each["start_time"])) - each["start_time"] for each in self.documents
        )
        return {
            "StartTime": min(each["start_time"] for each in self.documents),
            "EndTime": max(each.get("end_time", each["start_time"]) for each in self.documents),
            "SummaryStatistics": {
                "OkCount": total - faults - errors,
                "ErrorStatistics": {
                    "ThrottleCount": throttles,
                    "OtherCount": errors - throttles,
                    "TotalCount": errors,
                },
                "FaultStatistics": {"OtherCount": faults, "TotalCount": faults},
                "TotalCount": total,
                "TotalResponseTime": round(lasted, 6),
            },
        }


def service_graph(account: str, traces: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the services of some traces, each with its edges to those it called."""
    nodes: dict[_Key, _Calls] = {}
    edges: dict[tuple[_Key, _Key], _Calls] = {}
    roots: set[_Key] = set()
    for documents in traces:
        owners = {part["id"]: _key(each) for each in documents for part in _parts(each)}
        called = {each["parent_id"] for each in documents if "parent_id" in each}
        for each in documents:
            parent = owners.get(each.get("parent_id", ""))
            if parent is None:
                roots.add(_key(each))
                nodes.setdefault((_key(each)[0], _CLIENT), _Calls()).documents.append(each)
            _count(nodes, edges, parent or (_key(each)[0], _CLIENT), _key(each), each)
            for part in _parts(each):
                if part.get("namespace") and part["id"] not in called:
                    _count(nodes, edges, _key(each), _key_of_call(part), part)
    numbers = {key: number for number, key in enumerate(nodes)}
    return [
        {
            "ReferenceId": numbers[key],
            "Name": key[0],
            "Names": [key[0]],
            "Type": key[1],
            "Root": key in roots,
            "AccountId": account,
            "State": "active",
            "Edges": [
                {"ReferenceId": numbers[target], **calls.shown()}
                for (source, target), calls in edges.items()
                if source == key
            ],
            **calls.shown(),
        }
        for key, calls in nodes.items()
    ]


def _count(
    nodes: dict[_Key, _Calls],
    edges: dict[tuple[_Key, _Key], _Calls],
    source: _Key,
    target: _Key,
    document: Document,
) -> None:
    nodes.setdefault(target, _Calls()).documents.append(document)
    edges.setdefault((source, target), _Calls()).documents.append(document)


def _key(document: Document) -> _Key:
    return str(document["name"]), str(document.get("origin", "remote"))


def _key_of_call(part: Document) -> _Key:
    names = part.get("aws", {}).get("resource_names") or [part["name"]]
    return str(names[0] or part["name"]), f"AWS::{part['name']}" if part["namespace"] == "aws" else "remote"


def _parts(document: Document) -> Iterator[Document]:
    yield document
    for each in document.get("subsegments", ()):
        yield from _parts(each)
