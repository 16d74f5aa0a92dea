"""The learner's process: cells, answers and handlers run here. Nothing in it knows a rubric, a solution or a gradebook.

- `outputs`: what a cell shows, kept in the form that notebooks keep it, and bounded
- `shell`: IPython without a kernel, which runs the cells
- `belongings`: what this process needs itself, put back after code of the learner's
- `service`: what the examiner may ask of this process
- `handlers`: functions that the learner deployed, run here
- `forwarding`: boto3, whose requests go to the account; `web`: the same for `requests` and `urllib`
"""
