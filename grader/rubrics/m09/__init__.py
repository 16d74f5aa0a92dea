"""Module 9, failure: one rubric an exercise; `detectors` recognises what several of them may see."""
