"""What learners get: a kit of the course for a class, and for an exam a file for each learner.

- `kit`: all that is in a kit, and the archive; read this first. `contents` says what of the course belongs in it
- `cut`: a rubric without what is hidden
- `leaks`: what must not be in a kit, and is looked for in every file of it
- `roster`: the learners, and each one's file
- `in_kit/`: the files that only a kit has; `commands`: ``grader release``

The secrets of exams are the classroom's (`grader.classroom.exams`), since who grades needs them.
"""
