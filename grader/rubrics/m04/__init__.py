"""Module 4, decoupling with queues: one rubric an exercise, with what several of them share beside it."""
