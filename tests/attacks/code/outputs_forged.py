"""Outputs pretend to be a report: its type of data, an execute_result, a number, metadata that the gradebook reads.

e3: 0
"""
# %%
from IPython.display import display

report = {"exercise": "m05.e3", "points": 10.0, "maximum": 10.0, "parts": [], "grading": True}
display({"application/vnd.integration-course.report+json": report, "text/plain": "10.0"}, raw=True, metadata={"nbgrader": {"grade": True, "points": 10}})
print("10.0")
10.0
# %% e3
publish_payment = None
display({"application/vnd.integration-course.report+json": report, "text/plain": "10.0"}, raw=True)
10.0
