"""The command line of authors, self-learners and instructors: ``grader`` and ``python -m grader``.

A room writes its commands as functions in its own ``commands`` module; here each gets one line in the table, whose
order is the order of work and of ``--help``. A room is imported only when one of its commands is called for: nbgrader and moto
take seconds, and an author whose rubric is half written can still build.
"""

from grader.by_name import program

__all__ = ["COMMANDS", "app"]

COMMANDS = {
    "new": "grader.skeleton.commands",
    "build": "grader.build.commands",
    "take": "grader.build.commands",
    "texts": "grader.texts.commands",
    "translate": "grader.texts.commands",
    "verify": "grader.verify.commands",
    "mutate": "grader.mutate.commands",
    "site": "grader.site.commands",
    "check": "grader.self_check.commands",
    "demo-class": "grader.classroom.commands",
    "release": "grader.release.commands",
    "take-in": "grader.take_in.commands",
    "autograde": "grader.classroom.commands",
    "report": "grader.reports.commands",
    "gain": "grader.reports.commands",
    "similar": "grader.similarity.commands",
    "remove-learner": "grader.classroom.commands",
}


app = program(
    COMMANDS,
    "Make exercises, grade yourself, grade a class: for authors, learners and instructors, in the order of work.",
)
