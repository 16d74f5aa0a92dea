"""What is written for people to read: what it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEACHING = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "teaching").glob("*.md"))
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/first_class.md",
    "docs/timetables.md",
    "docs/instructors.md",
    "docs/grading.md",
    "docs/real_aws.md",
    "docs/running.md",
)


def table(text, heading):
    """The first cells of the table below a heading, without their backquotes."""
    section = text.split(f"\n{heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| `")]
    return [row.strip("`") for row in rows]


def test_every_room_on_the_map_exists(root):
    rooms = table((root / "README.md").read_text(encoding="utf-8"), "## Where things are")

    assert rooms
    assert [] == [room for room in rooms if not (root / room).exists()]


def test_every_folder_of_the_checkout_is_on_the_map(root):
    rooms = table((root / "README.md").read_text(encoding="utf-8"), "## Where things are")
    expected = {"course", "grader", "authoring", "exercises", "solutions", "tests"}

    assert expected <= {room.strip("/") for room in rooms}


def test_every_derived_file_and_its_source_exist(root):
    derived = table((root / "CONTRIBUTING.md").read_text(encoding="utf-8"), "## What is generated")

    assert derived
    assert [] == [pattern for pattern in derived if not list(root.glob(pattern))]


def headings(text):
    """The names by which a link finds the headings of a document, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("document", [*DOCUMENTS, *TEACHING])
def test_links_between_documents_lead_somewhere(root, document):
    page = root / document
    links = re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8"))
    targets = [(page.parent / place if place else page, place, heading) for place, heading in links]
    lost = [
        (place, heading)
        for target, place, heading in targets
        if not target.exists() or (heading and heading not in headings(target.read_text(encoding="utf-8")))
    ]

    assert [] == lost


@pytest.mark.parametrize("document", DOCUMENTS)
def test_prose_has_one_sentence_a_line(root, document):
    text = re.sub(r"```.*?```", "", (root / document).read_text(encoding="utf-8"), flags=re.DOTALL)
    prose = [line for line in text.splitlines() if not line.startswith(("|", "#", "- ", "<"))]

    assert [] == [line for line in prose if re.search(r"[a-z`)][.?!] [A-Z`]", line)]


def test_readme_keeps_a_place_for_instructors(root):
    assert "## For instructors" in (root / "README.md").read_text(encoding="utf-8")


def test_both_licences_are_there(root):
    assert "Apache License" in (root / "LICENSE").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in (root / "LICENSE-TEXT").read_text(encoding="utf-8")
