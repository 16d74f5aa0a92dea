"""The operations of X-Ray."""

import json
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.door import Operation
from course.cloud.monitoring.refused import RefusedError, not_done
from course.facts import value

from .filter_expression import parse
from .graph import service_graph
from .service import Document, end_of

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["OPERATIONS"]

_PAGE: int = value("xray.page")
_BATCH: int = value("xray.batch")


def _put_segments(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    refused = []
    for text in asked["TraceSegmentDocuments"]:
        try:
            account.tracing.put(text)
        except RefusedError as refusal:
            refused.append({"ErrorCode": refusal.code, "Message": refusal.message})
    return {"UnprocessedTraceSegments": refused}


def _get_summaries(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    if asked.get("Sampling") or asked.get("TimeRangeType", "TraceId") != "TraceId":
        raise not_done("xray", "sample summaries, or choose them by anything but when their trace began")
    fits = parse(asked["FilterExpression"]) if asked.get("FilterExpression") else lambda *_: True
    found = account.tracing.between(asked["StartTime"], asked["EndTime"])
    summaries = [(_summary(account.id, trace, each), each) for trace, each in found.items()]
    kept = [summary for summary, documents in summaries if fits(summary, documents)]
    first = int(asked.get("NextToken") or 0)
    answer = {
        "TraceSummaries": kept[first : first + _PAGE],
        "ApproximateTime": account.clock.now.timestamp(),
        "TracesProcessedCount": len(found),
    }
    return answer | ({"NextToken": str(first + _PAGE)} if first + _PAGE < len(kept) else {})


def _summary(owner: str, trace: str, documents: list[Document]) -> dict[str, Any]:
    root = next((each for each in documents if "parent_id" not in each), documents[0])
    begin = float(documents[0]["start_time"])
    services = dict.fromkeys((each["name"], each.get("origin", "")) for each in documents)
    shown = [{"Name": name, "Names": [name], "AccountId": owner, "Type": kind} for name, kind in services]
    annotations: dict[str, list[dict[str, Any]]] = {}
    for each in documents:
        for key, found in each.get("annotations", {}).items():
            annotations.setdefault(key, []).append({"AnnotationValue": _typed(found)})
    return {
        "Id": trace,
        "StartTime": begin,
        "Duration": round(end_of(documents) - begin, 3),
        "ResponseTime": round(end_of([root]) - float(root["start_time"]), 3),
        "HasFault": any(each.get("fault", False) for each in documents),
        "HasError": any(each.get("error", False) for each in documents),
        "HasThrottle": any(each.get("throttle", False) for each in documents),
        "IsPartial": any(each.get("in_progress", False) for each in documents),
        "Annotations": annotations,
        "ServiceIds": shown,
        "EntryPoint": next(each for each in shown if each["Name"] == root["name"]),
    }


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BooleanValue": value}
    return {"NumberValue": value} if isinstance(value, int | float) else {"StringValue": str(value)}


def _batch_get(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    if len(asked["TraceIds"]) > _BATCH:
        raise RefusedError(
            "InvalidRequestException", f"At most {_BATCH} trace ids can be asked for in one call."
        )
    traces = account.tracing.traces()
    found = [(trace, traces[trace]) for trace in asked["TraceIds"] if trace in traces]
    return {
        "Traces": [
            {
                "Id": trace,
                "Duration": round(end_of(each) - float(each[0]["start_time"]), 3),
                "LimitExceeded": False,
                "Segments": [{"Id": one["id"], "Document": json.dumps(one)} for one in each],
            }
            for trace, each in found
        ],
        "UnprocessedTraceIds": [trace for trace in asked["TraceIds"] if trace not in traces],
    }


def _get_graph(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    if asked.get("GroupName", "Default") != "Default" or asked.get("GroupARN"):
        raise not_done("xray", "have groups")
    found = account.tracing.between(asked["StartTime"], asked["EndTime"])
    services = service_graph(account.id, found.values())
    span = {"StartTime": asked["StartTime"], "EndTime": asked["EndTime"]}
    return {**span, "Services": services, "ContainsOldGroupVersions": False}


def _get_trace_graph(account: "Account", asked: dict[str, Any]) -> dict[str, Any]:
    traces = account.tracing.traces()
    return {
        "Services": service_graph(account.id, [traces[each] for each in asked["TraceIds"] if each in traces])
    }


OPERATIONS: dict[str, Operation] = {
    "BatchGetTraces": _batch_get,
    "GetServiceGraph": _get_graph,
    "GetTraceGraph": _get_trace_graph,
    "GetTraceSummaries": _get_summaries,
    "PutTraceSegments": _put_segments,
}
