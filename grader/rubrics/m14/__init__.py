"""Module 14, the capstone: the edges of the payment system, its driver, and one rubric an exercise."""
