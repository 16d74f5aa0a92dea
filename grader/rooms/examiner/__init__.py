"""The examiner's process: the account, the rubrics and the grade cells. It runs no line of a learner's.

- `guest`: the learner's process as seen from here: its names, its functions
- `desk`: what the learner's process may ask for
"""
