"""Module 8, data flow and expressions: one rubric an exercise.

- `charge_visit`: the documents of E1; `charge_state`, `cases`: the state that E5 has tested, and a test case
- `services`: the functions that E2 and E4 call, and what can be said of a final document
- `one_state`: one state tried alone, with what its data looked like at every stage
- `misconceptions`: those that several exercises know
- `templates`, `languages`: mistakes that can be read off a payload template of JSONPath, and off expressions of JSONata
"""
