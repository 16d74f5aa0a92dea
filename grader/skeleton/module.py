"""The beginning of a module: a lesson, a notebook for exercises, questions, notes for whoever teaches it."""

from pathlib import Path

from course.syllabus import Module

from .filling import SkeletonError, filled

__all__ = ["new_module"]

QUESTIONS = (("before", ("b1", "b2")), ("item", ("k1", "k2")))


def new_module(root: Path, module: Module) -> list[Path]:
    """Write the files of a module that stands in the syllabus; return them. Raises SkeletonError, OSError."""
    values = {
        "module": module.id,
        "MODULE": module.id.upper(),
        "title": module.title,
        "title_small": module.title[:1].lower() + module.title[1:],
        "stem": module.stem,
    }
    questions = "".join(
        filled("question.txt", values | {"table": table, "key": key})
        for table, keys in QUESTIONS
        for key in keys
    )
    rubric = f'"""Module {module.id[1:].lstrip("0")}, {values["title_small"]}: one rubric an exercise."""\n'
    made = {
        root / "grader" / "rubrics" / module.id / "__init__.py": rubric,
        root / "course" / "quizzes" / f"{module.id}.toml": filled(
            "quiz.txt", values | {"questions": questions}
        ),
        root / "docs" / "teaching" / f"{module.stem}.md": filled("notes.txt", values),
        root / "authoring" / "lessons" / f"{module.stem}.py": filled("lesson.txt", values),
        root / "authoring" / "assignments" / f"{module.stem}.py": filled("assignment.txt", values),
    }
    if there := [path for path in made if path.exists()]:
        raise SkeletonError(f"{there[0]} is there already; nothing was written.")
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(made)
