"""The learner's cells call `grade` themselves, import the checks, and ask for hints of every exercise.

e1: 0
e3: 10
"""
# %%
import grader.notebook
from grader.notebook import grade, hints, task

for exercise in ("m05.e1", "m05.e3"):
    print(grade(exercise, lambda *_: None), task(exercise), hints(exercise))
print(grader.notebook.rubrics, grader.notebook.examine, grader.notebook.answers)
for name in ("checks", "rubrics", "classroom", "rooms.examiner", "rooms.examiners", "rooms.nursery", "self_check"):
    try:
        print(__import__(f"grader.{name}", fromlist=["x"]))
    except BaseException as error:
        print(name, type(error).__name__)
# %% e1
wire = grade
