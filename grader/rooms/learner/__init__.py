"""The learner's process: cells, answers and handlers run here. Nothing in it knows a rubric, a solution or a gradebook.

- `nursery`: where these processes are born; `service`: what the examiner may ask of one; read these first
- `shell`: IPython without a kernel, which runs the cells
- `outputs`: what a cell shows, kept in the form that notebooks keep it, and bounded; `remarks`: what it raises, as data
- `belongings`: what this process needs itself, put back after code of the learner's
- `handlers`: functions that the learner deployed, run here
- `forwarding`: boto3, whose requests go to the account; `web`: the same for `requests` and `urllib`
- `account`: accounts that its cells open, each with a `clock`; `times`: time here is that of an account
- `stand_ins`: what else they import of the course
"""
