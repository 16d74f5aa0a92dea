"""The real course: what is generated is fresh, gives nothing away, and leads somewhere."""

import re
from pathlib import Path

import pytest

from course.syllabus import syllabus
from course.workspace import deliver
from grader.build import build, leaks, products
from grader.build.notebook import parsed

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|#|attachment:)([^)\s#]+)[^)]*\)")
CODE = re.compile(r"`[^`\n]+`")  # where brackets are no link: `db["read"](policy_id)`


@pytest.fixture(scope="module")
def made():
    return products(ROOT)


def test_every_generated_file_is_fresh_and_nothing_else_lies_there():
    outcome = build(ROOT, check=True)

    assert ([], [], []) == (outcome.stale, outcome.edited, outcome.strays)


def test_no_answer_leaks():
    assert [] == leaks(ROOT)


def test_every_ready_module_has_a_lesson_and_an_assignment(made):
    stems = {product.path.as_posix() for product in made}
    wanted = {
        path
        for module in syllabus().ready
        for path in (f"course/lessons/{module.stem}.ipynb", f"exercises/{module.stem}/{module.stem}.ipynb")
    }

    assert wanted <= stems


def test_every_link_leads_somewhere_in_a_learners_work_folder(tmp_path):
    deliver(tmp_path, ROOT)
    broken = [
        (path.relative_to(tmp_path).as_posix(), target)
        for path in sorted(tmp_path.rglob("*.ipynb"))
        for cell in parsed(path.read_text(encoding="utf-8")).cells
        if cell.cell_type == "markdown"
        for target in LINK.findall(CODE.sub("`", cell.source))
        if not (path.parent / target).exists()
    ]

    assert [] == broken
