"""Stories of files: recordings that are transcribed, and the monthly file that is compared."""

import math
from collections.abc import Iterator
from typing import Any

from grader.checks import Finding

from .lost import explained
from .run_end import RunEnd
from .stories import Day

__all__ = ["month", "recordings", "tolerates_batches"]

LINES = 200
EXCEEDED = "States.ExceedToleratedFailureThreshold"


def recordings(day: Day) -> Iterator[Finding]:
    """Each recording has its row, with what the transcriber says of it; other files have none."""
    system = day.system
    wanted = ["first.mp3", "calls/2025 03/Müller & Co.mp3", *day.more["recordings"]]
    for key in [*wanted, "first.wav", "first.mp3.txt", "mp3"]:
        system.upload(key)
    system.settle()
    rows = {row["recording"]: row.get("text") for row in system.rows("transcripts")}
    bucket = system.name("recordings")
    expected = {key: f"What was said in {key} of {bucket}" for key in wanted}
    for key in sorted({*rows, *expected}):
        if rows.get(key) != expected.get(key):
            yield Finding(
                f"table transcripts, {key}",
                f"{key} is uploaded",
                rows[key] if key in rows else explained(system, "no row"),
                expected.get(key, "no row"),
            )


def month(day: Day) -> Iterator[Finding]:
    """A file without deviations, one with as many as are tolerated, in one place, and one with more, all over it."""
    ends: dict[str, RunEnd] = {}
    system = day.system
    rows = [
        {"paymentId": f"PAY-M{number:04}", "amount": number + 0.5, "status": "paid"}
        for number in range(LINES)
    ]
    system.keep([*rows, {"paymentId": "PAY-M-declined", "amount": 7.5, "status": "declined"}])
    lines = [(str(row["paymentId"]), str(row["amount"])) for row in rows]
    tolerated = math.floor(LINES * system.settings["tolerance"] / 100)
    files: dict[str, Any] = {
        "april": (lines, []),
        "may": _deviating(lines, range(tolerated)),
        "june": _deviating(lines, range(0, LINES, LINES // (tolerated + 1))[: tolerated + 1]),
    }
    for name, (content, deviating) in files.items():
        share = f"{len(deviating)} of {LINES} lines deviate; {system.settings['tolerance']} % are tolerated"
        ends[name] = end = system.reconcile(f"{name}.csv", content)
        expected = "SUCCEEDED" if len(deviating) <= tolerated else "FAILED"
        if end.status != expected:
            yield Finding(f"reconciliation of {name}.csv", share, str(end), expected)
        result = system.result(name)
        if not isinstance(result, dict) or _sorted(result) != {
            "compared": LINES,
            "deviating": sorted(deviating),
        }:
            yield Finding(
                f"results/{name}.json", share, result, {"compared": LINES, "deviating": sorted(deviating)}
            )
    day.seen["fails by batches"] = _fails_by_batches(ends) and tolerates_batches(
        system.definition(system.reconciliation)
    )


def _fails_by_batches(ends: dict[str, RunEnd]) -> bool:
    """Tell whether only the file without deviations is fine, and what is tolerated of a map was exceeded in the next."""
    is_fine = {name: end.status == "SUCCEEDED" for name, end in ends.items()}
    return is_fine == {"april": True, "may": False, "june": False} and ends["may"].error == EXCEEDED


def tolerates_batches(node: Any) -> bool:
    """Tell whether a state machine has a map that makes batches and bears a share or a number of failures among them."""
    if isinstance(node, list):
        return any(map(tolerates_batches, node))
    if not isinstance(node, dict):
        return False
    is_one = "ItemBatcher" in node and any(name.startswith("Tolerated") for name in node)
    return is_one or any(map(tolerates_batches, node.values()))


def _deviating(lines: list[tuple[str, str]], places: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """Let lines deviate in four ways, in turn; return the lines, and the payment ids of these."""
    changed, ids = list(lines), []
    for number, place in enumerate(places):
        payment, amount = lines[place]
        changed[place] = (
            (payment, f"{float(amount) + 0.01:.2f}"),
            (f"PAY-N{place:04}", amount),
            (payment, "n/a"),
            (payment, f"-{amount}"),
        )[number % 4]
        ids.append(changed[place][0])
    if places:
        changed[places[0]] = ("PAY-M-declined", "7.5")
        ids[0] = "PAY-M-declined"
    return changed, ids


def _sorted(result: dict[str, Any]) -> dict[str, Any]:
    found = result.get("deviating")
    return {**result, "deviating": sorted(map(str, found)) if isinstance(found, list) else found}
