"""nbgrader's configuration of the course: found by every `nbgrader` command, and by JupyterLab, started in this folder."""

from pathlib import Path

from grader.build import nbgrader_steps
from grader.classroom import places
from grader.self_check import validation

places.configure(get_config(), Path(__file__).resolve().parent)  # noqa: F821 - nbgrader provides it
nbgrader_steps.configure(get_config())  # noqa: F821
validation.configure(get_config())  # noqa: F821
