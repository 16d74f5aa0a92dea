"""The same system once more, in another place: another prefix, another Region; what it does there, and what it is exported as."""

import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.cloud.export import ExportError
from grader.checks import AnswerError, Bench

from .edges import stand_before
from .settings import other_settings
from .system import System, opened

__all__ = ["Exported", "Place", "begun", "place", "settings_elsewhere"]

REGIONS = ("eu-west-1", "eu-central-1", "ca-central-1", "ap-southeast-2", "sa-east-1")
TABLES = ("customer-payments", "sales-activity", "outbox")
# What the course's own policies are told of besides: what was not used, or not read, does no harm.
HARMLESS = ("unused", "unread")


@dataclass(frozen=True)
class Exported:
    """A template as data, and the programs beside it, by path. `trouble` says why there is none."""

    template: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    trouble: str = ""


@dataclass(frozen=True)
class Place:
    """What was found where the system was built once more.

    `home` is the prefix of the learner's own settings. `calls` went to another Region; `names` are of what stands there, by
    kind; `rows` of the three tables are the payments that came there; `policies` are the findings about them.
    """

    settings: Mapping[str, Any]
    home: str
    answer: int
    status: Any
    rows: dict[str, int]
    calls: list[str]
    names: list[tuple[str, str]]
    policies: list[dict[str, Any]]
    exported: Exported


def settings_elsewhere(values: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return settings of which nothing is as at home, but the account."""
    return other_settings(values, rng) | {"region": rng.choice(REGIONS)}


def place(bench: Bench, answer: str, settings: dict[str, Any]) -> Place:
    """Build the system there, let it take a payment, look at it, and export it."""
    with opened(bench, answer, settings=settings) as system:
        calls = [_said(span) for span in system.account.trace if "region" in span.detail]
        asked = system.pay(system.request("POL-1042"))
        system.settle()
        document = asked.document if isinstance(asked.document, dict) else {}
        payment = str(document.get("paymentId", ""))
        rows = {table: len(system.rows(table)) for table in TABLES}
        status = system.status(payment)
        return Place(
            settings,
            bench.variant["prefix"],
            asked.status,
            status,
            rows,
            calls,
            list(_names(system)),
            [each.as_dict() for each in system.account.permissions.findings() if each.code not in HARMLESS],
            _exported(system),
        )


def begun(bench: Bench, answer: str) -> list[tuple[str, str]]:
    """Return what the calls were about that an answer made elsewhere until it broke, and the Regions of those that went astray."""
    settings = settings_elsewhere(bench.variant, bench.rng)
    with bench.account(region=settings["region"]) as account:
        stand_before(settings)
        begin = len(account.trace)
        with suppress(AnswerError):
            bench.answer(answer)(settings)
        return [(span.target, span.detail.get("region", "")) for span in account.trace[begin:]]


def _said(span: Any) -> str:
    return f"{span.service} {span.name} {span.target}".strip() + f", in {span.detail['region']}"


def _names(system: System) -> Iterator[tuple[str, str]]:
    """Yield kind and name of all that has a name which may be there once only."""
    for node in system.account.inventory().nodes:
        if node.kind not in ("api", "endpoint", "missing", "service") and node.name != "default":
            yield node.kind, node.name
    for role in system.account.client("iam").list_roles()["Roles"]:
        yield "role", role["RoleName"]


def _exported(system: System) -> Exported:
    with _folder() as folder:
        try:
            template = system.account.export_to(folder, syntax="json")
        except (ExportError, ValueError) as problem:
            return Exported(trouble=str(problem))
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path != template
        }
        return Exported(json.loads(template.read_text(encoding="utf-8")), files)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="course-export-") as name:
        yield Path(name)
