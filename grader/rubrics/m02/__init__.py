"""Module 2, synchronous and asynchronous: one rubric an exercise, with what several of them share beside it."""
