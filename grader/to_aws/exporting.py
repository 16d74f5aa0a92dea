"""Exports what an answer stands for, in the process that holds the account: the grade cell of the exercise is run for it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from course.called import called
from course.cloud.account import Account
from course.cloud.trace import Span
from grader import notebook, rubrics
from grader.checks import Keys
from grader.rooms.examiner.grade_cell import NOT_THERE
from grader.study.places import StudyError

from .found import Found, Piece, Whose
from .machines import create_machines
from .site import Site, stood
from .trial import trial
from .ways import way

__all__ = ["FOUND", "REFUSED", "exported", "exporting"]

FOUND, REFUSED = "found.json", "refused.txt"
# Kinds of an inventory that are nothing in the account.
_ELSEWHERE = ("endpoint", "missing", "service")
_COUNTED = ("call", "execution", "invocation")


@contextmanager
def exporting(folder: str, learner_id: str, values_key: str, sources: Mapping[str, str]) -> Iterator[None]:
    """Let `grade(...)` inside the block export into a folder what was handed to it, and give no points.

    `found.json` says what there is; `refused.txt` is there in its place where nothing could be exported.
    """

    def export(exercise_id: str, delivered: tuple[Any, ...], named: dict[str, Any]) -> float:
        found = notebook.answers(rubrics.exercise(exercise_id), delivered, named).items()
        answers = {name: value for name, value in found if value is not NOT_THERE}
        try:
            exported(
                Path(folder),
                exercise_id,
                answers,
                learner_id=learner_id,
                keys=Keys(values=values_key),
                sources=sources,
            ).write(Path(folder) / FOUND)
        except StudyError as refusal:
            (Path(folder) / REFUSED).write_text(str(refusal), encoding="utf-8")
        return 0.0

    with notebook.examined_by(export):
        yield


def exported(
    folder: Path,
    exercise_id: str,
    answers: Mapping[str, object],
    *,
    learner_id: str,
    keys: Keys,
    sources: Mapping[str, str],
) -> Found:
    """Let the check build, write the template and the programs into `folder`, and say what there is. Raises StudyError."""
    exercise, how = rubrics.exercise(exercise_id), way(exercise_id)
    kept: list[Found] = []

    def take(site: Site, account: Account) -> bool:
        stand_ins = create_machines(site, account, exercise, how) if how.way == "definition" else []
        if not (site.built if how.way == "builds" else account.inventory().nodes):
            return False
        found = _found(folder, exercise_id, site, account, tuple(stand_ins))
        kept.append(_without_a_run(found) if how.way == "definition" else found)
        return True

    site = Site(exercise, answers, take, learner_id=learner_id, keys=keys, sources=sources)
    if not stood(exercise, site) and how.way == "definition":
        with Account() as account:
            take(site, account)
    if not kept:
        module = exercise_id.partition(".")[0]
        raise StudyError(
            f"{exercise_id}: your answer ran and built nothing; the task asks for something that stands in an account. "
            f"`{called('check ' + module)}` says what is missing; mend it, and export again."
        )
    return kept[0]


def _found(folder: Path, exercise_id: str, site: Site, account: Account, stand_ins: tuple[str, ...]) -> Found:
    counted = Counter(_said(span) for span in account.trace if span.kind in _COUNTED)
    template = json.loads(account.export(syntax="json"))
    account.export_to(folder)
    return Found(
        exercise_id,
        rubrics.exercise(exercise_id).title,
        account.region,
        tuple(
            Piece(node.kind, node.name, _whose(site, node.id))
            for node in account.inventory().nodes
            if node.kind not in _ELSEWHERE
        ),
        tuple(template.get("Metadata", {}).get("LeftOut", ())),
        tuple(template.get("Outputs", {})),
        stand_ins,
        account.meter(1000).as_dict(),
        account.meter(0).as_dict(),
        trial(account),
        dict(counted),
        sum(edge.kind == "invocation" and ":sqs:" in edge.source for edge in account.inventory().edges),
    )


def _without_a_run(found: Found) -> Found:
    """Return it without what happened: a definition was played by the check, and its states did not run in the account."""
    return replace(found, run={**found.run, "lines": [], "month": 0.0}, counted={})


def _whose(site: Site, address: str) -> Whose:
    if address in site.mine:
        return "yours"
    return "given" if address in (site.given or ()) else "check"


def _said(span: Span) -> str:
    return f"{span.service} {span.name}" if span.kind == "call" else f"{span.kind} by {span.service}"
