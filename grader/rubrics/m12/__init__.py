"""Module 12, types, API, nesting, cost: one rubric an exercise, and what they play.

- `workloads`: the pieces of work of E1, made up from what decides about them
- `steps`: the ten steps of E2, and which of them may run twice; `family`: a parent and its child, played on one clock;
  `split_runs`: the runs that are judged; `split_mistakes`: what is wrong with them for certain
- `bills`: what a run costs, counted from its history; `cooling_off`: the workflow of E3 that is to be made cheaper;
  `redesigns`: both designs, played with the same requests; `priced_runs`: the runs whose price is asked for
- `driving`: the account of E4; `starting`, `awaited`, `failing`: the executions that are started, waited for and stopped, looked
  into; `driving_mistakes`: what is wrong for certain
- `registry`: the API of E5, and the requests that are sent to it
"""
