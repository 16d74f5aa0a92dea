"""What an instructor reads: a class at a glance, and its grades in the form of other programs.

A class is read from nbgrader's gradebook and from the graded notebooks (`grader.classroom.rows`, one row a learner).

- `summary`: a class summed up by exercise, by part, by misconception (`counts`); read this first
- `tables`: the same for a terminal; `page`: the same as one HTML page of `sections`, with `bars` in its tables
- `text_table` and `page_table`: what their tables are made with
- `sheet`: a row a learner for a spreadsheet; `canvas` and `moodle`: files that those import; `texts`: what a cell may hold
- `data`: the same for a program
- `class_gain`: what a class has gained between the two assessments, of the files that `assessments` reads; `gain_tables` shows it
- `whole_course`: the same over all assignments
- `commands`: ``grader report`` and ``grader gain``
"""
