"""The beginnings of an exercise or a module: small, but whole, so that every proof holds before anything is changed.

- `exercise`: rubric, stored answers and the section of the notebook; `module`: lesson, assignment, questions, notes
- `templates/`: what these are written from, with ``$names`` to fill in
- `commands`: ``grader new``
"""
