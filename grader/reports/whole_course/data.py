"""A class over the whole course as plain data, for a program to read."""

from dataclasses import asdict
from typing import Any

from grader.reports.data import as_data as one_assignment

from .whole_course import WholeCourse

__all__ = ["as_data"]


def as_data(course: WholeCourse) -> dict[str, Any]:
    """Return the class as JSON: `learners`, and `assignments`, each as `grader report ASSIGNMENT --json` shows it."""
    return {
        "learners": [
            {
                "learner": each.learner,
                "person": asdict(each.person),
                "grade": each.grade,
                "maximum": each.maximum,
                "grades": {name: row.grade if row.has_grade else None for name, row in each.rows.items()},
            }
            for each in course.standings
        ],
        "assignments": [one_assignment(summary) for summary in course.summaries],
    }
