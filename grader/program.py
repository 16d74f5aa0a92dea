"""The program ``course``, for people who learn: the course's own commands, and those that run its checks.

``python -m grader.program`` is the same. ``python -m course`` has the course's own commands alone.
"""

from grader.by_name import program

__all__ = ["COMMANDS", "app"]

COMMANDS = {
    "lab": "course.cli",
    "next": "grader.study.commands:next_step",
    "exercises": "grader.study.commands",
    "check": "grader.study.commands",
    "watch": "grader.study.commands",
    "hint": "grader.study.commands",
    "reset": "grader.study.commands",
    "solution": "grader.study.commands",
    "another": "grader.study.commands",
    "progress": "course.cli",
    "certificate": "grader.study.commands",
    "syllabus": "course.cli",
    "doctor": "course.cli",
}

app = program(COMMANDS, "Microservice integration patterns on AWS serverless: the course.")

if __name__ == "__main__":
    app(prog_name="course")
