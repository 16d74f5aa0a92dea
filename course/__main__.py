"""``python -m course`` is the command ``course``."""

from course.cli import app

app(prog_name="course")
