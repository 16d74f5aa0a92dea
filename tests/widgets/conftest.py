"""A small account, written down: a topic, two queues, a function, an endpoint that never confirmed."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from live_page import LivePage
from playwright.sync_api import sync_playwright

TOPIC = "arn:aws:sns:us-east-1:123456789012:payments"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:"
AUDIT = "arn:aws:lambda:us-east-1:123456789012:function:audit"
HOOK = "https://bank.example/hook"


@dataclass
class Node:
    id: str
    kind: str
    name: str


@dataclass
class Edge:
    source: str
    target: str
    kind: str
    label: str = ""
    state: str = "ok"


@dataclass
class Inventory:
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


@dataclass
class Span:
    id: int
    cause: int | None
    kind: str
    service: str
    name: str
    target: str
    start: float
    end: float
    status: str = "ok"
    detail: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def browser(chromium):
    """Chromium, as the machine has it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def live(browser):
    """Show a widget in a page of its own: ``live(widget)``; see `LivePage`. Nothing may be asked for, no error said."""
    shown = []

    def show(widget, **options):
        shown.append(LivePage(browser, widget, **options))
        return shown[-1]

    yield show
    for each in shown:
        each.close()
    assert [] == [problem for each in shown for problem in (*each.errors, *each.requests)]


@pytest.fixture(autouse=True)
def own_notes(tmp_path, monkeypatch):
    """Keep every learner's notes inside the test."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COURSE_LEARNER", "learner-1")


@pytest.fixture
def inventory():
    return Inventory(
        [
            Node(TOPIC, "topic", "payments"),
            Node(f"{QUEUE}customer-q", "queue", "customer-q"),
            Node(f"{QUEUE}sales-q", "queue", "sales-q"),
            Node(f"{QUEUE}sales-q-dlq", "queue", "sales-q-dlq"),
            Node(AUDIT, "function", "audit"),
            Node("table-arn", "table", "outbox"),
            Node(HOOK, "endpoint", HOOK),
        ],
        [
            Edge(TOPIC, f"{QUEUE}customer-q", "subscription", "raw"),
            Edge(TOPIC, f"{QUEUE}sales-q", "subscription", "filtered"),
            Edge(TOPIC, AUDIT, "subscription"),
            Edge(TOPIC, HOOK, "subscription", "", "pending"),
            Edge(f"{QUEUE}sales-q", f"{QUEUE}sales-q-dlq", "dead-letter", "after 3 receives"),
        ],
    )


@pytest.fixture
def trace():
    gone = {"errorMessage": "audit is switched off"}
    return [
        Span(1, None, "call", "sns", "CreateTopic", "payments", 0, 0.02),
        Span(2, None, "call", "sns", "Publish", "payments", 1, 1.03),
        Span(3, 2, "delivery", "sns", "payments", "customer-q", 1.03, 1.06),
        Span(
            4,
            2,
            "delivery",
            "sns",
            "payments",
            "sales-q",
            1.03,
            1.03,
            "filtered",
            {"reason": "channel is phone."},
        ),
        Span(
            5, 2, "delivery", "sns", "payments", HOOK, 1.03, 1.03, "pending", {"reason": "nobody confirmed"}
        ),
        Span(6, 2, "delivery", "sns", "payments", "audit", 1.03, 1.08),
        Span(
            7, 6, "invocation", "lambda", "audit", "audit", 1.08, 1.4, "error", {"attempt": 1, "error": gone}
        ),
        Span(8, 6, "delivery", "lambda", "audit", "audit", 181, 181, "lost", {"attempts": 3, "error": gone}),
    ]
