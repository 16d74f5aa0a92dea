"""What a night of M11 E4 left: what its children report, what lies in the bucket, and which wrong ideas show in it."""

import json
from typing import Any

from grader.checks.machines import states_of

from .statements import UNUSABLE, Night

__all__ = [
    "because",
    "condemns_batches",
    "entries",
    "first_failure",
    "loads_the_list",
    "set_up",
    "summary",
    "tolerates_a_fraction",
]

TOO_LARGE = "States.DataLimitExceeded"
MANIFEST = "manifest.json"
SHOWN = 3


def entries(night: Night) -> list[Any]:
    """Return what the children report, one after the other: each a list, one that is none as a list of one."""
    outputs = [child.output for child in night.children if child.output is not None]
    return [entry for output in outputs for entry in (output if isinstance(output, list) else [output])]


def because(night: Night) -> dict[str, str]:
    """Return why an execution ended as it did, where it says so."""
    return {"because": night.story.cause} if night.story.cause else {}


def first_failure(night: Night) -> dict[str, str]:
    """Return how the first of the children ended that failed, if one did for another reason than an unusable row."""
    failed = [child for child in night.children if child.status == "FAILED" and child.error != UNUSABLE]
    return {"a child failed with": f"{failed[0].error}: {failed[0].cause}"} if failed else {}


def summary(reported: list[Any]) -> dict[str, Any]:
    """Return what a reader has to know of a long list: how many entries, how many of them unusable, and which first."""
    unusable = [each for each in reported if isinstance(each, dict) and each.get("outcome") == "unusable"]
    first = [each.get("paymentId") for each in unusable[:SHOWN]]
    return {"entries": len(reported), "unusable": len(unusable), "of these the first": first}


def set_up(night: Night, folder: str) -> dict[str, Any]:
    """Return of which type the children were, whether any succeeded, and what a ResultWriter left under a folder."""
    kinds = {"EXPRESS" if ":express:" in child.arn else "STANDARD" for child in night.children}
    names = [key for key in night.files if key.startswith(folder)]
    results = [_results(night.files[key]) for key in names if not key.endswith(f"/{MANIFEST}")]
    return {
        "type of the children": sorted(kinds) or "there are none",
        "some of them succeeded": any(child.status == "SUCCEEDED" for child in night.children),
        f"manifests under {folder}": sum(key.endswith(f"/{MANIFEST}") for key in names),
        f"results in files under {folder}": sum(results),
    }


def loads_the_list(definitions: list[Any], nights: list[Night]) -> bool:
    """Tell whether a Task gets the file, and with it more than a state may hand on (K11.9)."""
    tasks = [state.fields for definition in definitions for state in states_of(definition)]
    gets = any(str(fields.get("Resource")).endswith("aws-sdk:s3:getObject") for fields in tasks)
    return gets and any(night.story.error == TOO_LARGE for night in nights)


def tolerates_a_fraction(nights: list[Night], percent: int) -> bool:
    """Tell whether a Map Run tolerated a hundredth of what was asked for (K11.10)."""
    return any(night.run.tolerance.percentage == percent / 100 for night in nights if night.run)


def condemns_batches(nights: list[Night]) -> bool:
    """Tell whether a child of several rows failed because one of them could not be used (K11.14)."""
    return any(child.items > 1 and child.error == UNUSABLE for night in nights for child in night.children)


def _results(text: str) -> int:
    """Count the results in a file: a list, or one on each line."""
    try:
        found = json.loads(text)
    except ValueError:
        return len(text.splitlines())
    return len(found) if isinstance(found, list) else 1
