"""A program: grades stored answers of exercises, and prints of each what must be the same in every language.

``python graded.py 6 m05.e1 ...``: of each exercise every sixth answer, and the last, which is right.
"""

import json
import sys
from pathlib import Path

import grader
from grader.verify.material import Course, material


def verdict(report):
    """Return points, recognised misconception, and by part points, number of cases and of findings."""
    parts = [(part.earned, part.rows, len(part.findings), bool(part.skipped)) for part in report.parts]
    return [report.points, report.untouched, report.hint and report.hint.id, parts]


def main(step, *exercises):
    course = Course(Path(grader.__file__).parents[1])
    verdicts = {}
    for name in exercises:
        found = material(course, name)
        chosen = {answer.path: answer for answer in [*found.answers[:: int(step)], found.answers[-1]]}
        verdicts |= {path: verdict(found.examined(answer.text)) for path, answer in chosen.items()}
    sys.stdout.write(f"{json.dumps(verdicts)}\n")


main(*sys.argv[1:])
