"""How many recorded cases agree, area by area, and what differs first in the others.

`python tests/asl/conformance/report.py [part of an id]`
"""

import sys
import time
import traceback
from collections import Counter

from recordings import one_state, verdict
from recordings.cases import RECORDINGS, Case, read
from rich.console import Console
from rich.table import Table

DIFFERENCE = {
    "execution": verdict.difference,
    "sync_execution": verdict.difference,
    "test_state": one_state.difference,
}


def said_of(case: Case) -> str | None:
    """Return what differs first, or where it crashed; None when nothing does."""
    try:
        return DIFFERENCE[case["kind"]](case)
    except Exception as error:  # noqa: BLE001  a crash is one more way to fail, and the table goes on
        at = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{'/'.join(at.filename.rsplit('/', 2)[1:])}:{at.lineno}"
        return f"{type(error).__name__}: {error} ({place})"


def _absent() -> str:
    return f"{RECORDINGS} is not there. The recordings are no part of the course: COURSE_CONFORMANCE names their folder."


def main() -> None:
    """Run all cases, or those whose id holds the argument, and print."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    console, begin = Console(width=200, highlight=False), time.process_time()
    cases = [case for case in read(*DIFFERENCE) if wanted in case["id"]]
    if not cases:
        raise SystemExit(f"No recorded case has `{wanted}` in its id." if RECORDINGS.exists() else _absent())
    said = {case["id"]: said_of(case) for case in cases}
    total = Counter(case["area"] for case in cases)
    passed = Counter(case["area"] for case in cases if not said[case["id"]])
    table = Table("area", "cases", "agree", title=f"{time.process_time() - begin:.1f} s of processor time")
    for area in sorted(total):
        table.add_row(area, str(total[area]), str(passed[area]))
    table.add_row("all", str(total.total()), str(passed.total()))
    for case in cases:
        if said[case["id"]]:
            _, why = verdict.WRONG.get(case["id"], ("", ""))
            lines = [
                case["id"],
                f"    {said[case['id']]}",
                *([f"    recording is wrong: {why}"] if why else []),
            ]
            console.print("\n".join(lines), markup=False, soft_wrap=True)
    console.print(table)


if __name__ == "__main__":
    main()
