"""The program ``course``, for people who learn: the course's own commands, and those that run its checks.

``python -m grader.program`` is the same. ``python -m course`` has the course's own commands alone.
"""

import sys

_DAMAGED = (
    "A part of the course's Python environment is missing or damaged: {}.\n"
    "python3 start.py doctor --mend    puts it right. Your own work is in another folder."
)

try:
    from course.called import called
    from grader.by_name import program
except ImportError as error:
    sys.exit(_DAMAGED.format(error))

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
    "export": "grader.to_aws.commands",
    "progress": "course.cli",
    "certificate": "grader.study.commands",
    "syllabus": "course.cli",
    "doctor": "course.cli",
}

app = program(COMMANDS, "Microservice integration patterns on AWS serverless: the course.")

if __name__ == "__main__":
    try:
        app(prog_name=called())
    except ImportError as error:
        sys.exit(_DAMAGED.format(error))
