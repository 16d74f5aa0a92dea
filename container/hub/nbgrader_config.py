# ruff: noqa: INP001  a folder of files for a server, no package
"""nbgrader's configuration of learners on the hub; it belongs into `.venv/etc/jupyter/` of the kit (docs/hub.md)."""

import os
from pathlib import Path

c = get_config()  # noqa: F821  nbgrader provides it

c.CourseDirectory.course_id = "integration"
c.Exchange.root = os.environ.get("COURSE_EXCHANGE", "/srv/exchange")
# Where the course has put a learner's exercises, and where links in the lessons lead.
c.Exchange.assignment_dir = str(Path.home() / "work" / "exercises")
