"""Module 5, publish-subscribe and fan-out: one rubric an exercise, and the insurer's world that they share."""
