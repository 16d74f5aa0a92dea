"""Module 12, types, API, nesting, cost: one rubric an exercise, and what they play.

- `workloads`: the pieces of work of E1, made up from what decides about them
- `steps`: the ten steps of E2, and which of them may run twice; `family`: a parent and its child, played in one account
- `bills`: what a run costs, counted from its history; `cooling_off`: the workflow of E3 that is to be made cheaper
- `driving`: the executions that E4 starts, follows and stops
- `registry`: the API of E5, and the requests that are sent to it
"""
