"""What grades: checks, the rubric of each exercise, and what authors and instructors do with a class."""
