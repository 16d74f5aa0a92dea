"""Module 5, publish-subscribe and fan-out: one rubric an exercise, with what several of them share beside it."""
