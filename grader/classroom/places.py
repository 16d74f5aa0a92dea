"""Where a class is kept, and which steps of nbgrader's are ours.

One function fills nbgrader's configuration. The course's own ``nbgrader_config.py`` calls it, and so does the one
that a demonstration class gets, so that both are graded alike.
"""

import os
import sys
from pathlib import Path
from typing import Any

__all__ = ["COURSE_ID", "configure"]

COURSE_ID = "integration"


def configure(config: Any, root: Path) -> None:
    """Fill nbgrader's `config` for the course in the folder `root`.

    Under `root`, ``solutions/`` is nbgrader's source and ``exercises/`` its release. Everything about people
    (submitted, autograded, feedback, gradebook, exchange) is in ``classroom/``, which never enters version control;
    `root` is made to hold that folder. ``COURSE_EXCHANGE`` names another exchange, one that a whole class can reach.
    """
    classroom = root / "classroom"
    exchange = os.environ.get("COURSE_EXCHANGE")
    # nbgrader makes neither the gradebook's folder nor the exchange.
    classroom.mkdir(exist_ok=True)
    if not exchange:
        (classroom / "exchange").mkdir(exist_ok=True)

    config.CourseDirectory.course_id = COURSE_ID
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "exercises"
    config.CourseDirectory.source_with_tests_directory = "classroom/source_with_tests"
    config.CourseDirectory.submitted_directory = "classroom/submitted"
    config.CourseDirectory.autograded_directory = "classroom/autograded"
    config.CourseDirectory.feedback_directory = "classroom/feedback"
    config.CourseDirectory.solution_directory = "classroom/solution"
    config.CourseDirectory.db_url = f"sqlite:///{classroom / 'gradebook.db'}"
    config.Exchange.root = exchange or str(classroom / "exchange")

    # Names, not classes: the formgrader shows this configuration as JSON. The steps are nbgrader's, but for the one
    # that runs the cells, and without ClearMetadata, which would take the remarks away.
    config.Autograde.exporter_class = "grader.classroom.intake.SubmissionExporter"
    config.Autograde.autograde_preprocessors = [
        "grader.classroom.execute.ExecuteSubmission",
        "nbgrader.preprocessors.IgnorePattern",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    # A page of a submission is read, and nobody links into it.
    config.HTMLExporter.exclude_anchor_links = True
    # What learners wrote and showed must not act in a page that an instructor opens.
    config.HTMLExporter.preprocessors = ["grader.classroom.harmless.Harmless"]
    config.HTMLExporter.filters = {
        "highlight_code": "grader.classroom.harmless.coloured",
        "markdown2html": "grader.classroom.harmless.markdown2html",
        "strip_files_prefix": "grader.classroom.harmless.with_its_links",
    }
    config.GenerateFeedback.exporter_class = "grader.classroom.feedback.FeedbackExporter"
    config.ExchangeFactory.collect = "grader.classroom.collect.Collect"
    config.ExchangeFactory.release_feedback = "grader.classroom.feedback.ReleaseFeedback"
    # Real seconds. A grade cell takes one or two of them, and several times that on a busy machine.
    config.Execute.timeout = 60
    _make_alembic_findable()


def _make_alembic_findable() -> None:
    # nbgrader starts `alembic` by its bare name, which fails where the environment was not activated.
    scripts = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if scripts not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, path])
