"""Module 6, event-based integration: one rubric an exercise, with what several of them share beside it."""
