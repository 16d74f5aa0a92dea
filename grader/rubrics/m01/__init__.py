"""Module 1, the lab and the insurer: one rubric an exercise, with what several of them share beside it.

- `deployed`: the learner's cell as a Lambda function, called by several workers; `process_state`: what it keeps in memory
- `backstage`: what is in a table, looked at without a call
"""
