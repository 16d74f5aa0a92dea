"""Module 9, failure: one rubric an exercise, and what they play.

- `detectors`: wrong ideas about handlers that show in any definition
- `registration`: the customers and the table of E2
- `bank`, `saga`: the functions and the payments of E3; `charging`: its function `charge`
- `office`: the tasks of E4, and how they hang
"""
