"""Event source mappings."""

from typing import Any

from .draft import Draft, pick

__all__ = ["add"]

_FIELDS = (
    "BisectBatchOnFunctionError",
    "DestinationConfig",
    "FilterCriteria",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "ParallelizationFactor",
    "ScalingConfig",
    "TumblingWindowInSeconds",
)


def add(draft: Draft) -> None:
    """Add every mapping."""
    for found in draft.reader.every("lambda", "list_event_source_mappings", "EventSourceMappings"):
        source, function = found["EventSourceArn"], found["FunctionArn"]
        properties: dict[str, Any] = {
            "EventSourceArn": source,
            "FunctionName": function,
            **pick(found, "BatchSize", *_FIELDS),
        }
        if found.get("State") in {"Disabled", "Disabling"}:
            properties["Enabled"] = False
        if ":dynamodb:" in source:
            properties["StartingPosition"] = found.get("StartingPosition") or "LATEST"
            # -1 means without end, which is what holds where nothing is said.
            for name in ("MaximumRecordAgeInSeconds", "MaximumRetryAttempts"):
                if found.get(name) not in (None, -1):
                    properties[name] = found[name]
        properties["DestinationConfig"] = _told(properties.get("DestinationConfig") or {})
        if not properties["DestinationConfig"]:
            del properties["DestinationConfig"]
        name = source.partition("/stream/")[0].rsplit(":", 1)[-1].rsplit("/", 1)[-1]
        logical = draft.logical(name, function.split(":")[6], "Mapping")
        draft.add(logical, "AWS::Lambda::EventSourceMapping", properties)


def _told(configured: dict[str, Any]) -> dict[str, Any]:
    return {
        side: each for side, each in configured.items() if side == "OnFailure" and each.get("Destination")
    }
