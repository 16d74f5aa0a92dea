"""The files that finished Map Runs left in a bucket, as M11 E5's function finds them, and what is in them.

The children are made up, and written as a ResultWriter of the engine does it. One thing that only larger runs do is done
by hand: results that fill several files.
"""

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from course.asl.distributed_map import Child, MapRun, write_results
from course.asl.distributed_map.names import Names
from grader.checks import AnswerError, Bench

from .backstage import content, keys, put
from .statements import BUCKET, UNUSABLE, Statement, bank, statement

__all__ = ["Summed", "summarised"]

FOLDER = "results"
SECONDS_OF_A_CHILD = 2


@dataclass
class Summed:
    """One run that was summed up: its statement, the folder of its files, their names, and what the function returned."""

    statement: Statement
    folder: str
    names: list[str]
    returned: Any = None

    @property
    def expected(self) -> dict[str, Any]:
        """What is in the files."""
        outcomes = ("paid", "refused", "unusable")
        counts = {each: sum(row["outcome"] == each for row in self.statement.answers) for each in outcomes}
        return counts | {f"{each}Amount": round(self._amount(each), 2) for each in ("paid", "refused")}

    @property
    def got(self) -> Any:
        """What the function returned, with amounts to the cent."""
        if not isinstance(self.returned, dict):
            return self.returned
        return {
            name: round(value, 2) if isinstance(value, float) else value
            for name, value in self.returned.items()
        }

    @property
    def given(self) -> dict[str, Any]:
        """What the function was called with, and which files it found there."""
        return {"bucket": BUCKET, "prefix": self.folder, "files there": self.names}

    def _amount(self, outcome: str) -> float:
        return float(sum(row["amount"] for row in self.statement.answers if row["outcome"] == outcome))


def summarised(
    bench: Bench, name: str, sizes: list[tuple[int, int]], *, waiting: int = 0, several: bool = False
) -> list[Summed]:
    """Leave the files of runs of so many rows, so many of them unusable, in one bucket; let the answer `name` sum up each.

    So many children more are still `waiting`. With `several`, the results of those that succeeded fill two files. Raises
    `AnswerError` where the answer cannot be used, with the files among what was given.
    """
    rng = random.Random(f"{bench.variant}/{sizes}")
    with bank(bench) as account:
        s3, runs = account.client("s3"), []
        for number, (rows, unusable) in enumerate(sizes, start=1):
            of = statement(rng, f"2025-03-{number:02}.csv", rows, unusable)
            runs.append((of, _leave(account, of, f"{rng.getrandbits(32):08x}", waiting)))
        summed = []
        for of, folder in runs:
            if several:
                _split(account, folder)
            names = [key.rpartition("/")[2] for key in keys(account, BUCKET, f"{folder}/")]
            run = Summed(of, folder, names)
            try:
                run.returned = bench.answer(name)(s3, BUCKET, folder)
            except AnswerError as error:
                error.given = run.given
                raise
            summed.append(run)
    return summed


def _leave(account: Any, of: Statement, run_id: str, waiting: int) -> str:
    """Write what a run over a statement leaves; return its folder."""
    now = account.clock.now
    names = Names("arn:aws:states:us-east-1:123456789012", "night", "rows", run_id)
    ended = {
        "started": now,
        "stopped": now + timedelta(seconds=SECONDS_OF_A_CHILD),
        "not_redrivable": "Express executions cannot be redriven",
    }
    children = []
    for number, (row, answer) in enumerate(zip(of.rows, of.answers, strict=True), start=1):
        went: dict[str, Any] = {"status": "SUCCEEDED", "output": answer}
        if answer["outcome"] == "unusable":
            went = {"status": "FAILED", "error": UNUSABLE, "cause": f"{row['amount']!r} is no amount"}
        children.append(Child(f"row-{number}", names.execution_arn(f"row-{number}"), row, **went, **ended))
    for number in range(waiting):
        name = f"waits-{number}"
        children.append(Child(name, names.execution_arn(name), dict(of.rows[0])))
    run = MapRun(names, names.execution_arn("parent"), now, children=children)
    place = write_results(
        run,
        {"Bucket": BUCKET, "Prefix": FOLDER},
        {},
        lambda _, asked: put(account, asked["Bucket"], asked["Key"], asked["Body"]),
    )
    return str(place["ResultWriterDetails"]["Key"]).removesuffix("/manifest.json")


def _split(account: Any, folder: str) -> None:
    """Spread the results of children that succeeded over two files, as AWS does with many."""
    manifest, records = (
        json.loads(content(account, BUCKET, f"{folder}/{name}.json")) for name in ("manifest", "SUCCEEDED_0")
    )
    half = len(records) // 2
    manifest["ResultFiles"]["SUCCEEDED"] = [
        _write(account, f"{folder}/SUCCEEDED_{number}.json", part)
        for number, part in enumerate((records[:half], records[half:]))
    ]
    _write(account, f"{folder}/manifest.json", manifest)


def _write(account: Any, key: str, found: Any) -> dict[str, Any]:
    text = json.dumps(found)
    put(account, BUCKET, key, text)
    return {"Key": key, "Size": len(text.encode())}
