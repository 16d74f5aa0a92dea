"""What a lesson asks and answers: questions, reports of checks, hints, progress; `assessment`: before and after the course."""

from .assessment import assessment
from .first_check import first_check
from .hints import hint_ladder
from .progress import progress
from .questions import QuizError
from .quiz import before, quiz
from .report import report_view

__all__ = [
    "QuizError",
    "assessment",
    "before",
    "first_check",
    "hint_ladder",
    "progress",
    "quiz",
    "report_view",
]
