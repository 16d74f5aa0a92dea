# ruff: noqa: INP001 - no package: what lies in this folder goes into kits
"""The program ``course`` of a kit: the course's own commands. Those that run checks outside of notebooks grade."""

from course.cli import app

__all__ = ["app"]

if __name__ == "__main__":
    app(prog_name="course")
